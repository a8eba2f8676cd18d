package io.framewatch.benchmark;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/**
 * The baseline: a graph that PyTorch exported by tracing, in plain ONNX Runtime. Input {@code
 * image}, float32 NCHW 224x224; output {@code logits}. Not thread-safe.
 */
final class TracedModel implements AutoCloseable {

    private static final int SIDE = 224;
    private static final int CHANNELS = 3;

    private final OrtSession session;
    private final FloatBuffer pixels;

    private TracedModel(OrtSession session, FloatBuffer pixels) {
        this.session = session;
        this.pixels = pixels;
    }

    /** Opens a graph, with images of noise for batches up to a given size. */
    static TracedModel open(Path graph, int largestBatch) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            return new TracedModel(
                    OrtEnvironment.getEnvironment().createSession(graph.toString(), options),
                    noise(largestBatch * CHANNELS * SIDE * SIDE));
        }
    }

    /** Computes the logits of a batch. */
    void infer(int batch) throws OrtException {
        long[] shape = {batch, CHANNELS, SIDE, SIDE};
        FloatBuffer images = pixels.slice(0, batch * CHANNELS * SIDE * SIDE);
        try (OnnxTensor image =
                OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), images, shape)) {
            session.run(Map.of("image", image)).close();
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }

    private static FloatBuffer noise(int values) {
        FloatBuffer noise =
                ByteBuffer.allocateDirect(values * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        Random random = new Random(1);
        for (int i = 0; i < values; i++) {
            noise.put(i, (float) random.nextGaussian());
        }
        return noise;
    }
}
