package io.framewatch.mobileformer;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs a graph in ONNX Runtime. */
public final class TestingSession implements AutoCloseable {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    private TestingSession(byte[] model, OptLevel level) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(level);
            options.setIntraOpNumThreads(1);
            session = environment.createSession(model, options);
        }
    }

    static TestingSession open(ModelProto model) throws OrtException {
        return new TestingSession(model.toByteArray(), OptLevel.ALL_OPT);
    }

    /** The graph of a file. */
    public static TestingSession open(Path model) throws IOException, OrtException {
        return new TestingSession(Files.readAllBytes(model), OptLevel.ALL_OPT);
    }

    /** Without any optimisation, as strict about the graph as a plain runtime. */
    static TestingSession openStrictly(ModelProto model) throws OrtException {
        return new TestingSession(model.toByteArray(), OptLevel.NO_OPT);
    }

    Map<String, String> metadata() throws OrtException {
        return session.getMetadata().getCustomMetadata();
    }

    /** Runs images [3, 224, 224] as one batch; returns every output. */
    public Map<String, Tensor> run(float[]... images) throws OrtException {
        int size = images[0].length;
        FloatBuffer batch = FloatBuffer.allocate(images.length * size);
        for (float[] image : images) {
            batch.put(image);
        }
        long[] shape = {images.length, 3, Variant.RESOLUTION, Variant.RESOLUTION};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, batch.flip(), shape)) {
            return run(input);
        }
    }

    /** Runs images of bytes [224, 224, 3] as one batch; returns every output. */
    public Map<String, Tensor> run(byte[]... images) throws OrtException {
        ByteBuffer batch = ByteBuffer.allocateDirect(images.length * images[0].length);
        for (byte[] image : images) {
            batch.put(image);
        }
        long[] shape = {images.length, Variant.RESOLUTION, Variant.RESOLUTION, 3};
        try (OnnxTensor input =
                OnnxTensor.createTensor(environment, batch.flip(), shape, OnnxJavaType.UINT8)) {
            return run(input);
        }
    }

    private Map<String, Tensor> run(OnnxTensorLike input) throws OrtException {
        try (OrtSession.Result result = session.run(Map.of("image", input))) {
            Map<String, Tensor> outputs = new LinkedHashMap<>();
            for (Map.Entry<String, OnnxValue> output : result) {
                outputs.put(output.getKey(), tensor((OnnxTensor) output.getValue()));
            }
            return outputs;
        }
    }

    private static Tensor tensor(OnnxTensor tensor) {
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        long[] shape = tensor.getInfo().getShape();
        int[] dimensions = new int[shape.length];
        for (int i = 0; i < shape.length; i++) {
            dimensions[i] = (int) shape[i];
        }
        return new Tensor(dimensions, values);
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
