#!/usr/bin/env python3
"""Classifies the JPEG frames of a topic: the baseline that `bench job` calls the Python loop.

    python3 loop.py --bootstrap HOST:PORT --group NAME --frames TOPIC --results TOPIC --model FILE
                    --batch N --threads N

Written as one writes it with OpenCV, onnxruntime and confluent-kafka, and then made fast: records
are fetched by librdkafka's own threads and taken a batch at a time, pixels are normalised straight
into the array that the model reads, and results are sent while the next batch runs. The benchmark
runs it in two ways: as one loop, whose model has a thread on each core, and as one process a core,
each with one thread and with its share of the partitions. Offsets are committed by time, so that
less is guaranteed than by the job. Ends with its standard input. Nothing of this runs in
Framewatch.
"""
import argparse
import json
import os
import sys
import threading

import cv2
import numpy as np
import onnxruntime
from confluent_kafka import Consumer, Producer

SIDE = 224
TOP = 5
# 255 times the statistics of ImageNet: of pixels from 0 to 255.
MEAN = np.array([0.485, 0.456, 0.406], np.float32)[:, None, None] * 255
FACTOR = 1 / (np.array([0.229, 0.224, 0.225], np.float32)[:, None, None] * 255)


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("bootstrap", "group", "frames", "results", "model"):
        parser.add_argument(f"--{name}", required=True)
    for name in ("batch", "threads"):
        parser.add_argument(f"--{name}", type=int, required=True)
    return parser.parse_args()


def end_with_standard_input():
    def wait():
        sys.stdin.buffer.read()
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


def open_session(model, threads):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def decode(jpeg, pixels):
    """Writes an image to float32 CHW, RGB, normalised."""
    image = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR_RGB)
    np.subtract(image.transpose(2, 0, 1), MEAN, out=pixels)
    pixels *= FACTOR


def best(logits):
    """The best labels of each image with their scores; an untrained model's are numbered."""
    scores = np.exp(logits - logits.max(axis=1, keepdims=True))
    scores /= scores.sum(axis=1, keepdims=True)
    order = np.argsort(-scores, axis=1)[:, :TOP]
    return [[{"label": f"class-{i}", "score": float(row[i])} for i in top]
            for row, top in zip(scores, order)]


def result(message, top):
    headers = dict(message.headers())
    return json.dumps({
        "camera": message.key().decode(),
        "evidence": {"frame": headers["ce_id"].decode(), "topic": message.topic(),
                     "partition": message.partition(), "offset": message.offset()},
        "captureTime": headers["ce_time"].decode(),
        "top": top,
    })


def main():
    options = arguments()
    end_with_standard_input()
    cv2.setNumThreads(options.threads)
    session = open_session(options.model, options.threads)
    producer = Producer({"bootstrap.servers": options.bootstrap, "linger.ms": 5})
    consumer = Consumer({"bootstrap.servers": options.bootstrap, "group.id": options.group,
                         "auto.offset.reset": "earliest"})
    consumer.subscribe([options.frames])
    pixels = np.empty((options.batch, 3, SIDE, SIDE), np.float32)
    while True:
        messages = [message for message in consumer.consume(options.batch, timeout=0.02)
                    if message.error() is None]
        if not messages:
            continue
        for message, image in zip(messages, pixels):
            decode(message.value(), image)
        logits, = session.run(["logits"], {"image": pixels[:len(messages)]})
        for message, top in zip(messages, best(logits)):
            producer.produce(options.results, result(message, top), message.key())
        producer.poll(0)


if __name__ == "__main__":
    main()
