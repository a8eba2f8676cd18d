package io.framewatch.classify;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.framewatch.classify.ModelInput.Layout;
import io.framewatch.classify.ModelInput.Type;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;

/**
 * A model in memory that is small enough to compute by hand. It has three labels. The logit of each
 * is the mean of its channel times a factor. The embedding is the means. Tests overwrite fields to
 * break it.
 */
final class TestingModel implements ModelFiles {

    static final int SIDE = 16;

    Layout layout = Layout.NHWC;
    Type type = Type.UINT8;
    int batch = -1;
    float factor = 0.1f;
    byte[] graph;
    String version = "1";
    String labels = "[\"red\", \"green\", \"blue\"]";
    String logits = "logits";
    String scaling = "";
    boolean embedding;

    @Override
    public InputStream open(String name) throws IOException {
        return new ByteArrayInputStream(
                switch (name) {
                    case MANIFEST -> manifest().getBytes(UTF_8);
                    case GRAPH -> graph == null ? graph() : graph;
                    default -> throw new FileNotFoundException(name);
                });
    }

    private String manifest() {
        return """
                {"name": "means", "version": "%s", "logits": "%s", "labels": %s, "trained": true,
                 "weights": "Set by the test.", %s
                 "input": {"name": "image", "width": 16, "height": 16, "layout": "%s", "type": "%s" %s}}
                """
                .formatted(
                        version,
                        logits,
                        labels,
                        embedding ? "\"embedding\": \"means\"," : "",
                        layout,
                        type.name().toLowerCase(Locale.ROOT),
                        scaling);
    }

    byte[] graph() {
        boolean interleaved = layout == Layout.NHWC;
        GraphProto.Builder graph = GraphProto.newBuilder().setName("means");
        int[] shape = interleaved ? new int[] {SIDE, SIDE, 3} : new int[] {3, SIDE, SIDE};
        DataType element = type == Type.UINT8 ? DataType.UINT8 : DataType.FLOAT;
        graph.addInput(value("image", element, shape));
        graph.addOutput(value("logits", DataType.FLOAT, 3));
        if (embedding) {
            graph.addOutput(value("means", DataType.FLOAT, 3));
        }
        graph.addInitializer(
                TensorProto.newBuilder()
                        .setName("factor")
                        .setDataType(DataType.FLOAT.getNumber())
                        .addFloatData(factor));
        graph.addNode(
                node("Cast", "floats", "image")
                        .addAttribute(
                                attribute("to", AttributeType.INT)
                                        .setI(DataType.FLOAT.getNumber())));
        AttributeProto.Builder axes = attribute("axes", AttributeType.INTS);
        (interleaved ? List.of(1L, 2L) : List.of(2L, 3L)).forEach(axes::addInts);
        graph.addNode(
                node("ReduceMean", "means", "floats")
                        .addAttribute(axes)
                        .addAttribute(attribute("keepdims", AttributeType.INT).setI(0)));
        graph.addNode(node("Mul", "logits", "means").addInput("factor"));
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private ValueInfoProto value(String name, DataType element, int... dimensions) {
        ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(name);
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
