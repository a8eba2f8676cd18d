package io.framewatch.classify;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.framewatch.classify.graph.ObservedTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Runs a graph once on black images to get shapes and values of its tensors. */
final class GraphRun {

    private GraphRun() {}

    /**
     * Runs all nodes.
     *
     * @param fixed the only batch size that the graph takes, or {@link GraphCheck#ANY}
     * @param batch number of images of the run
     * @return the input and the outputs of all nodes, by name
     * @throws InvalidModelException if the runtime refuses the graph, or its input is not what the
     *     manifest says
     */
    static Map<String, ObservedTensor> of(
            ModelManifest manifest, ModelProto model, int fixed, int batch)
            throws InvalidModelException {
        ModelInput input = manifest.input();
        OrtEnvironment environment = LastingEnvironment.get();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            try (OrtSession session =
                    environment.createSession(withAllOutputs(model).toByteArray(), options)) {
                List<String> problems = GraphCheck.inputProblems(session, manifest, fixed);
                if (!problems.isEmpty()) {
                    throw new InvalidModelException(ModelFiles.GRAPH, problems);
                }
                ByteBuffer black =
                        ByteBuffer.allocateDirect(batch * input.bytesPerImage())
                                .order(ByteOrder.nativeOrder());
                try (OnnxTensor images =
                                OnnxTensor.createTensor(
                                        environment,
                                        black,
                                        input.shape(batch),
                                        GraphCheck.javaType(input.type()));
                        OrtSession.Result result = session.run(Map.of(input.name(), images))) {
                    Map<String, ObservedTensor> observed = observed(result);
                    observed.put(input.name(), observed(images));
                    return observed;
                }
            }
        } catch (OrtException e) {
            throw new InvalidModelException(ModelFiles.GRAPH, List.of(e.getMessage()), e);
        }
    }

    private static ModelProto withAllOutputs(ModelProto model) {
        ModelProto.Builder all = model.toBuilder();
        Set<String> names = new HashSet<>(List.of(""));
        all.getGraph().getOutputList().forEach(output -> names.add(output.getName()));
        model.getGraph().getNodeList().stream()
                .flatMap(node -> node.getOutputList().stream())
                .filter(names::add)
                .map(name -> ValueInfoProto.newBuilder().setName(name))
                .forEach(all.getGraphBuilder()::addOutput);
        return all.build();
    }

    private static Map<String, ObservedTensor> observed(OrtSession.Result result) {
        Map<String, ObservedTensor> observed = new HashMap<>();
        for (Map.Entry<String, OnnxValue> output : result) {
            if (output.getValue() instanceof OnnxTensor tensor) {
                observed.put(output.getKey(), observed(tensor));
            }
        }
        return observed;
    }

    private static ObservedTensor observed(OnnxTensor tensor) {
        TensorInfo info = tensor.getInfo();
        return new ObservedTensor(
                info.type == OnnxJavaType.FLOAT, info.getShape(), integers(tensor));
    }

    private static long[] integers(OnnxTensor tensor) {
        TensorInfo info = tensor.getInfo();
        long elements = LongStream.of(info.getShape()).reduce(1, (a, b) -> a * b);
        if (elements > ObservedTensor.MAX_INTEGERS) {
            return null;
        }
        if (info.type == OnnxJavaType.INT64) {
            return IntStream.range(0, (int) elements)
                    .mapToLong(tensor.getLongBuffer()::get)
                    .toArray();
        }
        IntBuffer integers = info.type == OnnxJavaType.INT32 ? tensor.getIntBuffer() : null;
        return integers == null
                ? null
                : IntStream.range(0, (int) elements).mapToLong(integers::get).toArray();
    }
}
