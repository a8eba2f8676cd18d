#!/usr/bin/env python3
"""Runs a graph in OpenVINO on one core whenever `bench model` asks for it.

    python3 rates.py --model FILE --batches N,N --core N

Each line of the standard input is a batch size and a number of calls. The answer is a line of JSON:
the seconds of processor time of each call, of all threads. The input is float32 NCHW and lies in
OpenVINO's tensor already. Ends with its standard input. Nothing of this runs in Framewatch.
"""
import argparse
import json
import os
import sys
import time

import numpy as np
import openvino

SIDE = 224
# One thread, in float32 as everything else that is compared. The core is chosen below.
SETTINGS = {
    "PERFORMANCE_HINT": "LATENCY",
    "INFERENCE_PRECISION_HINT": "f32",
    "INFERENCE_NUM_THREADS": 1,
    "NUM_STREAMS": 1,
    "ENABLE_CPU_PINNING": False,
}


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--batches", required=True, type=lambda text: [int(n) for n in text.split(",")])
    parser.add_argument("--core", required=True, type=int)
    return parser.parse_args()


def request(model, batch):
    """A request of the graph for a fixed number of images of noise."""
    shape = [batch, 3, SIDE, SIDE]
    graph = openvino.Core().read_model(model)
    graph.reshape(shape)
    opened = openvino.Core().compile_model(graph, "CPU", SETTINGS).create_infer_request()
    noise = np.random.default_rng(1).standard_normal(shape, np.float32)
    opened.set_input_tensor(openvino.Tensor(noise))
    return opened


def seconds(opened):
    start = time.process_time()
    opened.infer(share_outputs=True)
    return time.process_time() - start


def main():
    options = arguments()
    os.sched_setaffinity(0, {options.core})
    requests = {batch: request(options.model, batch) for batch in options.batches}
    for line in sys.stdin:
        batch, calls = map(int, line.split())
        print(json.dumps([seconds(requests[batch]) for _ in range(calls)]), flush=True)


if __name__ == "__main__":
    main()
