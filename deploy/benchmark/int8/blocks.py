"""An inverted bottleneck of Mobile-Former in int8 against the tuned fp32 form, one thread.

Both forms are written with ONNX Runtime's own operators and run in turns; times are medians of the
thread's CPU time. Coefficients of Dynamic ReLU are inputs, one set for each image.

    pip install numpy onnx onnxruntime==1.28.0
    python blocks.py [--profile]      # with the time of every node of one image
"""

import collections
import json
import pathlib
import sys
import time

import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

SHAPES = [(40, 120, 56), (48, 192, 28), (96, 384, 14), (128, 768, 14), (192, 1152, 7)]
BATCHES = (1, 8)
RUNTIME, BLOCKED = "com.microsoft", "com.microsoft.nchwc"
BLOCK = 16  # channels of a block with AVX-512
random = np.random.default_rng(0)


class Graph:
    """An ONNX graph in the making; every method returns the name of a value."""

    def __init__(self):
        self.nodes, self.constants, self.inputs, self.outputs = [], [], [], []
        self.feed = {}

    def constant(self, value):
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def input(self, value):
        name = f"x{len(self.inputs)}"
        kind = helper.np_dtype_to_tensor_dtype(value.dtype)
        self.inputs.append(helper.make_tensor_value_info(name, kind, value.shape))
        self.feed[name] = np.ascontiguousarray(value)
        return name

    def node(self, operator, inputs, domain="", outputs=1, **attributes):
        names = [f"n{len(self.nodes)}.{i}" for i in range(outputs)]
        self.nodes.append(
            helper.make_node(operator, inputs, names, names[0], domain=domain, **attributes)
        )
        return names[0] if outputs == 1 else names

    def output(self, name, kind=TensorProto.FLOAT):
        self.outputs.append(helper.make_tensor_value_info(name, kind, None))

    def reshape(self, x, *shape):
        return self.node("Reshape", [x, self.constant(np.array(shape, np.int64))])

    def session(self, profile=False):
        graph = helper.make_graph(self.nodes, "block", self.inputs, self.outputs, self.constants)
        sets = [helper.make_opsetid(d, v) for d, v in (("", 17), (RUNTIME, 1), (BLOCKED, 1))]
        model = helper.make_model(graph, opset_imports=sets, ir_version=8)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_profiling = profile
        return onnxruntime.InferenceSession(model.SerializeToString(), options)


class Layers:
    """Random layers C -> E -> E -> C, images, and coefficients of both Dynamic ReLUs."""

    def __init__(self, c, e, size, batch):
        normal = lambda *shape, fan=1: random.normal(0, fan**-0.5, shape).astype(np.float32)
        self.c, self.e, self.size, self.batch = c, e, size, batch
        self.expand, self.depthwise, self.reduce = (
            normal(e, c, fan=c),
            normal(e, 9, fan=9),
            normal(c, e, fan=e),
        )
        self.biases = [0.1 * normal(n) for n in (e, e, c)]
        self.x = normal(batch, size * size, c)
        self.a1 = random.uniform(0.3, 1.7, (2, batch, e)).astype(np.float32)
        self.a2 = random.uniform(-0.5, 0.5, (2, batch, e)).astype(np.float32)
        self.activations = self.compute()

    def compute(self):
        """Input, both products of the larger coefficient, result: rows of pixels."""
        relu = lambda i, x: np.maximum(self.a1[i][:, None] * x, self.a2[i][:, None] * x)
        u = self.x @ self.expand.T + self.biases[0]
        side, wide = self.size, relu(0, u).reshape(self.batch, self.size, self.size, self.e)
        padded = np.pad(wide, ((0, 0), (1, 1), (1, 1), (0, 0)))
        taps = [(i, j) for i in range(3) for j in range(3)]
        d = sum(
            padded[:, i : i + side, j : j + side] * self.depthwise[:, 3 * i + j] for i, j in taps
        )
        d = d.reshape(u.shape) + self.biases[1]
        y = relu(1, d) @ self.reduce.T + self.biases[2] + self.x
        return self.x, self.larger(0)[:, None] * u, self.larger(1)[:, None] * d, y

    def larger(self, i):
        return np.where(self.a1[i] >= abs(self.a2[i]), self.a1[i], self.a2[i])

    def ratio(self, i):
        return np.where(self.a1[i] >= abs(self.a2[i]), self.a2[i], self.a1[i]) / self.larger(i)


def blocked(rows, size):
    """Rows of pixels [H W, C] in blocks of channels."""
    channels = rows.shape[1]
    return (
        rows.reshape(-1, channels // BLOCK, BLOCK)
        .transpose(1, 0, 2)
        .reshape(1, channels, size, size)
    )


def fp32(layers):
    """Dynamic ReLU as a2 u + relu((a1 - a2) u): two convolutions of one pixel with a fused sum."""
    g = Graph()
    filters = (
        lambda w: w.reshape(w.shape[0] // BLOCK, BLOCK, -1, BLOCK)
        .transpose(0, 2, 3, 1)
        .reshape(*w.shape, 1, 1)
    )
    narrow = layers.depthwise.reshape(-1, BLOCK, 9).transpose(0, 2, 1).reshape(layers.e, 1, 3, 3)
    weights = [
        g.constant(np.ascontiguousarray(w))
        for w in (filters(layers.expand), narrow, filters(layers.reduce))
    ]
    biases = [g.constant(b) for b in layers.biases]

    def convolution(inputs, kernel, group, **fused):
        sizes = dict(kernel_shape=[kernel] * 2, strides=[1, 1], pads=[kernel // 2] * 4)
        return g.node("Conv", inputs, BLOCKED, group=group, **sizes, **fused)

    def relu(x, i, image):
        a1, a2 = layers.a1[i][image], layers.a2[i][image]
        difference, second = (g.input(a.reshape(-1, 1, 1, 1)) for a in (a1 - a2, a2))
        positive = convolution([x, difference], 1, layers.e, activation="Relu")
        return convolution([x, second, "", positive], 1, layers.e)

    for image in range(layers.batch):
        x = g.input(blocked(layers.x[image], layers.size))
        u = relu(convolution([x, weights[0], biases[0]], 1, 1), 0, image)
        v = relu(convolution([u, weights[1], biases[1]], 3, layers.e), 1, image)
        g.output(convolution([v, weights[2], biases[2], x], 1, 1))
    return g


def int8(layers):
    """Dynamic ReLU as max(s u, r s u): s in the weight's scales, r a convolution of one pixel."""
    g = Graph()
    c, e, size, batch = layers.c, layers.e, layers.size, layers.batch
    steps, levels = [], []
    for activation in layers.activations[:3]:
        low, high = min(activation.min(), 0), max(activation.max(), 0)
        step = np.float32((high - low) / 255)
        steps.append(step)
        levels.append([g.constant(step), g.constant(np.uint8(round(-low / step)))])
    zeros = lambda n: g.constant(np.zeros(n, np.int8))

    def quantized(weight):
        scales = abs(weight).max(1) / np.float32(127)
        return np.round(weight / scales[:, None]).astype(np.int8), scales

    def convolution(x, i, o, weight, scales, bias, kernel, group):
        inputs = [x, *levels[i], weight, scales, zeros(e), *levels[o]] + ([bias] if bias else [])
        sizes = dict(kernel_shape=[kernel] * 2, strides=[1, 1], pads=[kernel // 2] * 4)
        return g.node("QLinearConv", inputs, RUNTIME, group=group, channels_last=1, **sizes)

    def relu(x, i, image):
        ratios = g.input(layers.ratio(i - 1)[image] / np.float32(127))
        return g.node("Max", [x, convolution(x, i, i, identity, ratios, "", 1, e)])

    (w1, s1), (w2, s2), (w3, s3) = map(quantized, (layers.expand, layers.depthwise, layers.reduce))
    bias = lambda i, s: g.constant(np.round(layers.biases[i] / (s * steps[i])).astype(np.int32))
    expand, depthwise = g.constant(w1.reshape(e, c, 1, 1)), g.constant(w2.reshape(e, 1, 3, 3))
    b1, b2, identity = bias(0, s1), bias(1, s2), g.constant(np.full((e, 1, 1, 1), 127, np.int8))
    x = g.input(layers.x)
    bytes_ = g.reshape(g.node("QuantizeLinear", [x, *levels[0]]), batch, size, size, c)
    images = [bytes_] if batch == 1 else g.node("Split", [bytes_], outputs=batch, axis=0)
    wide = []
    for image in range(batch):
        scales = [g.input(layers.larger(i)[image] * s) for i, s in ((0, s1), (1, s2))]
        u = relu(convolution(images[image], 0, 1, expand, scales[0], b1, 1, 1), 1, image)
        wide.append(relu(convolution(u, 1, 2, depthwise, scales[1], b2, 3, e), 2, image))
    v = g.reshape(wide[0] if batch == 1 else g.node("Concat", wide, axis=0), batch, size * size, e)
    step, zero = levels[2]
    reduce = [
        g.constant(np.ascontiguousarray(w3.T)),
        step,
        g.constant(s3),
        zero,
        zeros(c),
        g.constant(layers.biases[2]),
    ]
    g.output(g.node("Add", [g.node("MatMulIntegerToFloat", [v, *reduce], RUNTIME), x]))
    return g


def medians(graphs, rounds=40):
    """Microseconds of each graph, run in turns."""
    sessions = [g.session() for g in graphs]
    times = [[] for _ in graphs]
    for round_ in range(-3, rounds):
        for i, (session, graph) in enumerate(zip(sessions, graphs)):
            start = time.thread_time_ns()
            session.run(None, graph.feed)
            if round_ >= 0:
                times[i].append((time.thread_time_ns() - start) / 1e3)
    return [np.median(t) for t in times]


def profile(graph, runs=60):
    """Prints the median microseconds of each node, in order; the profiler's own cost is in them."""
    session = graph.session(profile=True)
    for _ in range(runs):
        session.run(None, graph.feed)
    file = pathlib.Path(session.end_profiling())
    times = collections.defaultdict(list)
    for event in json.loads(file.read_text()):
        if event["name"].endswith("_kernel_time"):
            times[event["name"], event["args"]["op_name"]].append(event["dur"])
    file.unlink()
    print("     " + ", ".join(f"{name} {np.median(t):.0f}" for (_, name), t in times.items()))


def error(layers, graph):
    """Root mean square of int8's error, relative to what the block adds to its input."""
    y = graph.session().run(None, graph.feed)[0]
    exact = layers.activations[3]
    return np.sqrt(np.mean((y - exact) ** 2) / np.mean((exact - layers.x) ** 2))


def main():
    for batch in BATCHES:
        for c, e, size in SHAPES:
            # blocks of channels: what is padded is computed in both forms
            layers = Layers(-(-c // BLOCK) * BLOCK, -(-e // BLOCK) * BLOCK, size, batch)
            graphs = [fp32(layers), int8(layers)]
            slow, fast = medians(graphs)
            print(
                f"{c:4d} -> {e:4d}, {size}x{size}, batch {batch}: fp32 {slow / batch:5.0f} us, "
                f"int8 {fast / batch:5.0f} us an image, {slow / fast:.2f} times, "
                f"error {100 * error(layers, graphs[1]):.1f} %",
                flush=True,
            )
            if batch == 1 and "--profile" in sys.argv:
                for graph in graphs:
                    profile(graph)


if __name__ == "__main__":
    main()
