package io.framewatch.classify.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Reads and writes nodes of graphs. */
final class Nodes {

    private Nodes() {}

    /** A node for messages. */
    static String title(NodeProto node) {
        String name = node.getName().isEmpty() ? node.getOutput(0) : node.getName();
        return "node '%s' (%s)".formatted(name, node.getOpType());
    }

    static Optional<AttributeProto> attribute(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
    }

    static long attribute(NodeProto node, String name, long otherwise) {
        return attribute(node, name).map(AttributeProto::getI).orElse(otherwise);
    }

    /** All inputs of a node, including those of its subgraphs. */
    static Stream<String> inputs(NodeProto node) {
        return Stream.concat(
                node.getInputList().stream().filter(name -> !name.isEmpty()),
                subgraphs(node)
                        .flatMap(graph -> graph.getNodeList().stream())
                        .flatMap(Nodes::inputs));
    }

    static boolean hasSubgraphs(NodeProto node) {
        return subgraphs(node).findAny().isPresent();
    }

    private static Stream<GraphProto> subgraphs(NodeProto node) {
        return node.getAttributeList().stream()
                .flatMap(
                        attribute ->
                                Stream.concat(
                                        attribute.getGraphsList().stream(),
                                        attribute.hasG()
                                                ? Stream.of(attribute.getG())
                                                : Stream.empty()));
    }

    static NodeProto node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(List.of(inputs))
                .addOutput(output)
                .build();
    }

    static NodeProto concat(String output, List<String> inputs) {
        return node("Concat", output, inputs.toArray(String[]::new)).toBuilder()
                .addAttribute(
                        AttributeProto.newBuilder()
                                .setName("axis")
                                .setType(AttributeType.INT)
                                .setI(0))
                .build();
    }

    /**
     * A constant vector. It is a node, because older graphs require each initializer to be an
     * input.
     */
    static NodeProto constant(String output, long... values) {
        TensorProto tensor =
                TensorProto.newBuilder()
                        .setDataType(DataType.INT64.getNumber())
                        .addDims(values.length)
                        .addAllInt64Data(LongStream.of(values).boxed().toList())
                        .build();
        return constant(output, tensor);
    }

    /** A constant scalar. */
    static NodeProto scalar(String output, long value) {
        TensorProto tensor =
                TensorProto.newBuilder()
                        .setDataType(DataType.INT64.getNumber())
                        .addInt64Data(value)
                        .build();
        return constant(output, tensor);
    }

    private static NodeProto constant(String output, TensorProto value) {
        return node("Constant", output).toBuilder()
                .addAttribute(
                        AttributeProto.newBuilder()
                                .setName("value")
                                .setType(AttributeType.TENSOR)
                                .setT(value))
                .build();
    }
}
