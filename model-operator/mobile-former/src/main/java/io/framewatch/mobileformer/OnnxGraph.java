package io.framewatch.mobileformer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A builder of an ONNX graph. Values are referred to by name. Each name is used once. Nodes are
 * added in an order in which they can run. The first dimension of inputs and outputs is the number
 * of images.
 *
 * @see <a href="https://onnx.ai/onnx/repo-docs/IR.html">ONNX IR specification</a>
 */
final class OnnxGraph {

    /** Operators as of ONNX 1.12: the first set with LayerNormalization. */
    private static final int OPERATOR_SET = 17;

    private static final int IR_VERSION = 8;

    private final Set<String> domains = new TreeSet<>();
    private final Dimension batch;
    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final Set<String> names = new HashSet<>();

    /** A graph for any number of images. */
    OnnxGraph(String name) {
        this(name, Dimension.newBuilder().setDimParam("N").build());
    }

    /** A graph for a fixed number of images. */
    OnnxGraph(String name, int batch) {
        this(name, Dimension.newBuilder().setDimValue(batch).build());
    }

    private OnnxGraph(String name, Dimension batch) {
        this.batch = batch;
        graph.setName(name);
    }

    String input(String name, DataType type, int... shape) {
        graph.addInput(value(name, type, shape));
        return define(name);
    }

    void output(String name, int... shape) {
        graph.addOutput(value(name, DataType.FLOAT, shape));
    }

    String constant(String name, Tensor tensor) {
        ByteBuffer bytes = littleEndian(Float.BYTES * tensor.values().length);
        for (float value : tensor.values()) {
            bytes.putFloat(value);
        }
        TensorProto.Builder constant = constant(name, DataType.FLOAT, bytes);
        for (int dimension : tensor.shape()) {
            constant.addDims(dimension);
        }
        graph.addInitializer(constant);
        return define(name);
    }

    String constant(String name, long... values) {
        ByteBuffer bytes = littleEndian(Long.BYTES * values.length);
        for (long value : values) {
            bytes.putLong(value);
        }
        graph.addInitializer(constant(name, DataType.INT64, bytes).addDims(values.length));
        return define(name);
    }

    String scalar(String name, long value) {
        ByteBuffer bytes = littleEndian(Long.BYTES).putLong(value);
        graph.addInitializer(constant(name, DataType.INT64, bytes));
        return define(name);
    }

    /** Adds a node of a standard operator with one output and returns the output's name. */
    String node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        return node("", operator, List.of(output), inputs, attributes).get(0);
    }

    /** Adds a node of an operator from the set of a domain and returns the outputs' names. */
    List<String> node(
            String domain,
            String operator,
            List<String> outputs,
            List<String> inputs,
            AttributeProto... attributes) {
        NodeProto.Builder node =
                NodeProto.newBuilder()
                        .setDomain(domain)
                        .setOpType(operator)
                        .setName(outputs.get(0))
                        .addAllInput(inputs)
                        .addAllOutput(outputs);
        for (AttributeProto attribute : attributes) {
            node.addAttribute(attribute);
        }
        graph.addNode(node);
        domains.add(domain);
        outputs.forEach(this::define);
        return outputs;
    }

    ModelProto.Builder model() {
        ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(IR_VERSION).setGraph(graph);
        for (String domain : domains) {
            int version = domain.isEmpty() ? OPERATOR_SET : 1;
            model.addOpsetImport(
                    OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version));
        }
        return model;
    }

    static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto attribute(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    static AttributeProto attribute(String name, float... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeType.FLOATS);
        for (float value : values) {
            attribute.addFloats(value);
        }
        return attribute.build();
    }

    static AttributeProto attribute(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    static AttributeProto attribute(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private String define(String name) {
        if (!names.add(name)) {
            throw new IllegalStateException("value '" + name + "' of the graph is defined twice");
        }
        return name;
    }

    private static TensorProto.Builder constant(String name, DataType type, ByteBuffer bytes) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(bytes.flip()));
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ValueInfoProto value(String name, DataType type, int... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        dimensions.addDim(batch);
        for (int dimension : shape) {
            dimensions.addDimBuilder().setDimValue(dimension);
        }
        TypeProto.Builder tensor = TypeProto.newBuilder();
        tensor.getTensorTypeBuilder().setElemType(type.getNumber()).setShape(dimensions);
        return ValueInfoProto.newBuilder().setName(name).setType(tensor).build();
    }
}
