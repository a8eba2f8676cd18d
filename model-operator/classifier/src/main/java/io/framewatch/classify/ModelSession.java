package io.framewatch.classify;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * The ONNX Runtime session of one model; the only class that calls the runtime. Thread-safe: each
 * calling thread computes by itself, so one session serves as many cores as there are callers. Must
 * not be closed while a call runs.
 */
final class ModelSession implements AutoCloseable {

    private static final int THREADS = 1;

    private final ModelManifest manifest;
    private final OrtEnvironment environment;
    private final OrtSession session;

    private ModelSession(ModelManifest manifest, OrtEnvironment environment, OrtSession session) {
        this.manifest = manifest;
        this.environment = environment;
        this.session = session;
    }

    /**
     * Loads a graph and checks its inputs and outputs against the manifest.
     *
     * @throws InvalidModelException if the runtime refuses the graph, or it is not what the
     *     manifest says
     */
    static ModelSession open(ModelManifest manifest, byte[] graph) throws InvalidModelException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(THREADS);
            options.setInterOpNumThreads(THREADS);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            OrtSession session = environment.createSession(graph, options);
            requireFit(session, manifest);
            return new ModelSession(manifest, environment, session);
        } catch (OrtException e) {
            throw new InvalidModelException(ModelFiles.GRAPH, List.of(e.getMessage()), e);
        }
    }

    private static void requireFit(OrtSession session, ModelManifest manifest)
            throws OrtException, InvalidModelException {
        List<String> problems = GraphCheck.problems(session, manifest);
        if (!problems.isEmpty()) {
            session.close();
            throw new InvalidModelException(ModelFiles.GRAPH, problems);
        }
    }

    ModelManifest manifest() {
        return manifest;
    }

    /**
     * Runs the model.
     *
     * @param pixels direct buffer in native order with exactly the given number of images, laid out
     *     as the manifest's input says
     * @param images number of images, at least 1
     * @param logits direct buffer in native order that receives images * labels logits
     * @throws IllegalStateException if the runtime fails
     */
    void run(ByteBuffer pixels, int images, FloatBuffer logits) {
        ModelInput input = manifest.input();
        long[] logitsShape = {images, manifest.labels().size()};
        try (OnnxTensor in =
                        OnnxTensor.createTensor(
                                environment,
                                pixels,
                                input.shape(images),
                                GraphCheck.javaType(input.type()));
                OnnxTensor out = OnnxTensor.createTensor(environment, logits, logitsShape)) {
            session.run(Map.of(input.name(), in), Map.of(manifest.logits(), out)).close();
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "model " + manifest.title() + " failed on a batch of " + images, e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "session of model " + manifest.title() + " could not be closed", e);
        }
    }
}
