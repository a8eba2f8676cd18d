#!/usr/bin/env python3
"""Classifies the JPEG frames of a topic: the baseline that `bench job` calls the Python loop.

    python3 loop.py --bootstrap HOST:PORT --group NAME --frames TOPIC --results TOPIC --model FILE
                    --batch N --threads N [--runtime openvino]

Written as one writes it with OpenCV, onnxruntime or OpenVINO, and confluent-kafka, and then made fast: records
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
import openvino
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
    parser.add_argument("--runtime", choices=RUNTIMES, default="onnxruntime")
    return parser.parse_args()


def end_with_standard_input():
    def wait():
        sys.stdin.buffer.read()
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


def open_onnxruntime(options):
    """A function from images to logits."""
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = options.threads
    session = onnxruntime.InferenceSession(options.model, settings, providers=["CPUExecutionProvider"])
    return lambda images: session.run(["logits"], {"image": images})[0]


def open_openvino(options):
    """The same. A graph of one batch size is the fastest; smaller batches, which are rare, are filled up."""
    graph = openvino.Core().read_model(options.model)
    graph.reshape([options.batch, 3, SIDE, SIDE])
    settings = {
        "PERFORMANCE_HINT": "LATENCY",
        "INFERENCE_PRECISION_HINT": "f32",
        "INFERENCE_NUM_THREADS": options.threads,
        "NUM_STREAMS": 1,
        "ENABLE_CPU_PINNING": False,
    }
    request = openvino.Core().compile_model(graph, "CPU", settings).create_infer_request()
    filled = np.zeros((options.batch, 3, SIDE, SIDE), np.float32)

    def logits(images):
        if len(images) < options.batch:
            filled[:len(images)] = images
        request.infer([images if len(images) == options.batch else filled], share_inputs=True)
        return request.get_output_tensor(0).data[:len(images)]

    return logits


RUNTIMES = {"onnxruntime": open_onnxruntime, "openvino": open_openvino}


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
    run = RUNTIMES[options.runtime](options)
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
        logits = run(pixels[:len(messages)])
        for message, top in zip(messages, best(logits)):
            producer.produce(options.results, result(message, top), message.key())
        producer.poll(0)


if __name__ == "__main__":
    main()
