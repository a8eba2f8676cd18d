package io.framewatch.cli.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph that can be computed by hand: each image's mean of red, green and blue, [N, 3], times a
 * matrix, [3, labels]. Tests overwrite fields to break it.
 */
public final class TestingOnnx {

    private static final int OFFSET = 64;

    boolean interleaved = true;
    DataType type = DataType.UINT8;
    int side = 224;
    int batch = -1;
    boolean imagesTouch;

    /**
     * File beside the graph that has the matrix, as the graph names it; null for the graph itself.
     */
    String externalWeights;

    /** Whether the means can be had as embedding. */
    public boolean embedding;

    float[] matrix = {1, 0, 0, 0, 1, 0, 0, 0, 1};

    /** Writes graph, manifest and labels; returns the manifest. */
    Path write(Path folder, Path onnx, List<String> labels) throws IOException {
        Files.write(onnx, model().toByteArray());
        if (externalWeights != null && !externalWeights.contains("/")) {
            Files.write(onnx.resolveSibling(externalWeights), external());
        }
        Files.write(folder.resolve("labels.txt"), labels);
        Path manifest = folder.resolve("own.json");
        Files.writeString(
                manifest,
                """
                {"name": "means", "version": "1", "logits": "logits", "labels": "labels.txt",
                 "trained": true, "weights": "Set by the test.",
                 "input": {"name": "image", "width": %d, "height": %d, "layout": "%s", "type": "%s"}}
                """
                        .formatted(
                                side,
                                side,
                                interleaved ? "NHWC" : "NCHW",
                                type == DataType.UINT8 ? "uint8" : "float32"));
        return manifest;
    }

    /** A model folder of it. */
    public Path writeModel(Path folder, List<String> labels) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("model.onnx"), model().toByteArray());
        Map<String, Object> manifest = new HashMap<>();
        if (embedding) {
            manifest.put("embedding", "means");
        }
        manifest.putAll(
                Map.of(
                        "name", "means",
                        "version", "1",
                        "logits", "logits",
                        "labels", labels,
                        "trained", true,
                        "weights", "Set by the test.",
                        "input",
                                Map.of(
                                        "name", "image",
                                        "width", side,
                                        "height", side,
                                        "layout", "NHWC",
                                        "type", "uint8")));
        new JsonMapper().writeValue(folder.resolve("manifest.json").toFile(), manifest);
        return folder;
    }

    private ModelProto model() {
        int labels = matrix.length / 3;
        GraphProto.Builder graph = GraphProto.newBuilder().setName("means");
        graph.addInput(interleaved ? value(type, side, side, 3) : value(type, 3, side, side));
        graph.addOutput(value(DataType.FLOAT, labels).toBuilder().setName("logits"));
        if (embedding) {
            graph.addOutput(value(DataType.FLOAT, 3).toBuilder().setName("means"));
        }
        graph.addInitializer(matrix(labels));
        graph.addNode(
                node("Cast", "floats", "image")
                        .addAttribute(
                                attribute("to", AttributeType.INT)
                                        .setI(DataType.FLOAT.getNumber())));
        graph.addNode(mean("means", "floats", 0, interleaved ? List.of(1L, 2L) : List.of(2L, 3L)));
        String means = "means";
        if (imagesTouch) {
            graph.addNode(mean("all", "means", 1, List.of(0L)));
            graph.addNode(node("Mul", "touched", "means").addInput("all"));
            means = "touched";
        }
        graph.addNode(node("MatMul", "logits", means).addInput("matrix"));
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .build();
    }

    private TensorProto matrix(int labels) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder()
                        .setName("matrix")
                        .setDataType(DataType.FLOAT.getNumber())
                        .addDims(3)
                        .addDims(labels);
        for (float value : matrix) {
            tensor.addFloatData(value);
        }
        if (externalWeights != null) {
            tensor.clearFloatData()
                    .setDataLocation(DataLocation.EXTERNAL)
                    .addExternalData(entry("location", externalWeights))
                    .addExternalData(entry("offset", Integer.toString(OFFSET)))
                    .addExternalData(
                            entry("length", Integer.toString(matrix.length * Float.BYTES)));
        }
        return tensor.build();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    /** The matrix behind something else, with something else behind. */
    private byte[] external() {
        ByteBuffer bytes =
                ByteBuffer.allocate(2 * OFFSET + matrix.length * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .position(OFFSET);
        for (float value : matrix) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    private ValueInfoProto value(DataType element, int... dimensions) {
        ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName("image");
        var tensor = value.getTypeBuilder().getTensorTypeBuilder();
        tensor.setElemType(element.getNumber());
        var shape = tensor.getShapeBuilder();
        if (batch < 0) {
            shape.addDimBuilder().setDimParam("N");
        } else {
            shape.addDimBuilder().setDimValue(batch);
        }
        for (int dimension : dimensions) {
            shape.addDimBuilder().setDimValue(dimension);
        }
        return value.build();
    }

    private static NodeProto.Builder mean(String output, String input, int keep, List<Long> axes) {
        return node("ReduceMean", output, input)
                .addAttribute(attribute("axes", AttributeType.INTS).addAllInts(axes))
                .addAttribute(attribute("keepdims", AttributeType.INT).setI(keep));
    }

    private static NodeProto.Builder node(String operator, String output, String input) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addInput(input)
                .addOutput(output);
    }

    private static AttributeProto.Builder attribute(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }
}
