package io.framewatch.classify;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An ONNX Runtime session of one graph. A session computes on the calling thread, so it uses as
 * many cores as there are callers.
 */
final class ModelSession implements Inference {

    private static final int THREADS = 1;

    private static final AtomicInteger OPEN = new AtomicInteger();

    private final ModelManifest manifest;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final int embeddingLength;

    private ModelSession(ModelManifest manifest, OrtEnvironment environment, OrtSession session)
            throws OrtException {
        this.manifest = manifest;
        this.environment = environment;
        this.session = session;
        this.embeddingLength = GraphCheck.embeddingLength(session, manifest);
        OPEN.incrementAndGet();
    }

    /** Number of sessions in this JVM that are not closed. */
    static int count() {
        return OPEN.get();
    }

    /** The runtime's version, for example {@code 1.28.0}. */
    static String runtimeVersion() {
        return LastingEnvironment.get().getVersion();
    }

    /**
     * Loads a graph for batches of any size and checks its inputs and outputs against the manifest.
     *
     * @throws InvalidModelException if the runtime refuses the graph, or it is not what the
     *     manifest says
     */
    static ModelSession open(ModelManifest manifest, byte[] graph) throws InvalidModelException {
        return open(manifest, graph, GraphCheck.ANY);
    }

    /** The same for a graph of one batch size. */
    static ModelSession open(ModelManifest manifest, byte[] graph, int batch)
            throws InvalidModelException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(THREADS);
            options.setInterOpNumThreads(THREADS);
            OrtEnvironment environment = LastingEnvironment.get();
            OrtSession session = environment.createSession(graph, options);
            requireFit(session, manifest, batch);
            return new ModelSession(manifest, environment, session);
        } catch (OrtException e) {
            throw new InvalidModelException(ModelFiles.GRAPH, List.of(e.getMessage()), e);
        }
    }

    private static void requireFit(OrtSession session, ModelManifest manifest, int batch)
            throws OrtException, InvalidModelException {
        List<String> problems = GraphCheck.problems(session, manifest, batch);
        if (!problems.isEmpty()) {
            session.close();
            throw new InvalidModelException(ModelFiles.GRAPH, problems);
        }
    }

    @Override
    public void run(ByteBuffer pixels, int images, Outputs outputs) {
        ModelInput input = manifest.input();
        int bytes = input.bytesPerImage();
        Outputs wanted = outputs.part(0, images, pixels.capacity() / bytes);
        Map<String, OnnxTensor> results = new HashMap<>();
        try (OnnxTensor in =
                        OnnxTensor.createTensor(
                                environment,
                                pixels.slice(0, images * bytes).order(ByteOrder.nativeOrder()),
                                input.shape(images),
                                GraphCheck.javaType(input.type()));
                OnnxTensor logits = tensor(wanted.logits(), images);
                OnnxTensor embeddings = tensor(wanted.embeddings(), images)) {
            results.put(manifest.outputs().logits(), logits);
            if (embeddings != null) {
                results.put(manifest.outputs().embedding(), embeddings);
            }
            session.run(Map.of(input.name(), in), results).close();
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "model " + manifest.title() + " failed on a batch of " + images, e);
        }
    }

    private OnnxTensor tensor(FloatBuffer values, int images) throws OrtException {
        return values == null
                ? null
                : OnnxTensor.createTensor(
                        environment, values, new long[] {images, values.limit() / images});
    }

    @Override
    public int embeddingLength() {
        return embeddingLength;
    }

    @Override
    public void close() {
        try {
            session.close();
            OPEN.decrementAndGet();
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "session of model " + manifest.title() + " could not be closed", e);
        }
    }
}
