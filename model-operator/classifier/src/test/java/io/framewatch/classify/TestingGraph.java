package io.framewatch.classify;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A builder of graphs in the form of exporters: input {@code image}, float [batch, 3, 16, 16], and
 * the nodes that a test adds, each with the name of its first output.
 */
final class TestingGraph {

    private static final float FACTOR = 10;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    private final int batch;
    private int operatorSet = 17;
    private int irVersion = 8;

    /** A graph for a number of images; -1 for any number. */
    TestingGraph(int batch) {
        this.batch = batch;
        graph.addInput(value("image", 3, TestingModel.SIDE, TestingModel.SIDE));
    }

    TestingGraph operatorSet(int version) {
        operatorSet = version;
        return this;
    }

    /** As up to IR version 3: each initializer is an input. */
    TestingGraph withInitializersAsInputs() {
        irVersion = 3;
        return this;
    }

    TestingGraph integers(String name, long... values) {
        graph.addInitializer(
                TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(DataType.INT64.getNumber())
                        .addDims(values.length)
                        .addAllInt64Data(LongStream.of(values).boxed().toList()));
        return this;
    }

    TestingGraph floats(String name, List<Long> shape, float... values) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(DataType.FLOAT.getNumber())
                        .addAllDims(shape);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        graph.addInitializer(tensor);
        return this;
    }

    TestingGraph node(String operator, String output, String... inputs) {
        graph.addNode(
                NodeProto.newBuilder()
                        .setOpType(operator)
                        .setName(output)
                        .addAllInput(List.of(inputs))
                        .addOutput(output));
        return this;
    }

    /** Gives the last node further outputs. */
    TestingGraph withOutputs(String... names) {
        lastNode().addAllOutput(List.of(names));
        return this;
    }

    /** Gives the last node an attribute. */
    TestingGraph with(String name, long value) {
        lastNode()
                .addAttribute(
                        AttributeProto.newBuilder()
                                .setName(name)
                                .setType(AttributeType.INT)
                                .setI(value));
        return this;
    }

    /** Gives the last node an attribute that is a list. */
    TestingGraph withList(String name, Long... values) {
        lastNode()
                .addAttribute(
                        AttributeProto.newBuilder()
                                .setName(name)
                                .setType(AttributeType.INTS)
                                .addAllInts(List.of(values)));
        return this;
    }

    /** A reshape. */
    TestingGraph reshape(String output, String input, long... shape) {
        return integers(output + ".shape", shape).node("Reshape", output, input, output + ".shape");
    }

    /** The last layer: ten times each of three values. */
    TestingGraph layer(String output, String input) {
        return floats(output + ".weight", List.of(3L, 3L), FACTOR, 0, 0, 0, FACTOR, 0, 0, 0, FACTOR)
                .floats(output + ".bias", List.of(3L), 0, 0, 0)
                .node("Gemm", output, input, output + ".weight", output + ".bias");
    }

    TestingGraph output(String name, int... shape) {
        graph.addOutput(value(name, shape));
        return this;
    }

    byte[] onnx() {
        if (irVersion < 4) {
            graph.getInitializerList().forEach(tensor -> graph.addInput(input(tensor)));
        }
        return ModelProto.newBuilder()
                .setIrVersion(irVersion)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(operatorSet))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private NodeProto.Builder lastNode() {
        return graph.getNodeBuilder(graph.getNodeCount() - 1);
    }

    private static ValueInfoProto input(TensorProto tensor) {
        ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(tensor.getName());
        var type = value.getTypeBuilder().getTensorTypeBuilder();
        type.setElemType(tensor.getDataType());
        tensor.getDimsList()
                .forEach(dim -> type.getShapeBuilder().addDimBuilder().setDimValue(dim));
        return value.build();
    }

    private ValueInfoProto value(String name, int... shape) {
        ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(name);
        var type = value.getTypeBuilder().getTensorTypeBuilder();
        type.setElemType(DataType.FLOAT.getNumber());
        if (batch < 0) {
            type.getShapeBuilder().addDimBuilder().setDimParam("batch");
        } else {
            type.getShapeBuilder().addDimBuilder().setDimValue(batch);
        }
        for (int dimension : shape) {
            type.getShapeBuilder().addDimBuilder().setDimValue(dimension);
        }
        return value.build();
    }
}
