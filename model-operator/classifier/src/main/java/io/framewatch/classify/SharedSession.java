package io.framewatch.classify;

import io.framewatch.kernels.Instructions;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model that is loaded once in this JVM and shared by its users. The first user loads it, the
 * last one closes it. Two models are the same if every byte of manifest and graph is equal,
 * wherever they were read. So an overwritten folder is another model. Thread-safe.
 */
final class SharedSession {

    private static final Logger LOG = LoggerFactory.getLogger(SharedSession.class);

    private static final ModelOpening OPENING = ModelOpening.inAnyForm();

    private static final Map<Key, SharedSession> OPEN = new HashMap<>();

    private final Key key;
    private ModelManifest manifest;
    private OpenedForm opened;
    private int users;

    /** Users with the same key share a model: other options do not lead to another form of it. */
    private record Key(
            String digest,
            ModelForm fastest,
            Set<Instructions> instructions,
            List<Integer> batches) {

        static Key of(String digest, ClassifierOptions options) {
            return new Key(
                    digest, options.fastest(), options.instructions(), options.tunedBatches());
        }
    }

    private SharedSession(Key key) {
        this.key = key;
    }

    /**
     * Returns the model and loads it if nobody uses it. The caller must {@link #release} it.
     * Loading takes seconds; only callers for the same model wait.
     */
    static SharedSession acquire(ModelFiles files, ClassifierOptions options)
            throws IOException, InvalidModelException {
        byte[] manifest = read(files, ModelFiles.MANIFEST);
        byte[] graph = read(files, ModelFiles.GRAPH);
        Key key = Key.of(ModelDigest.of(manifest, graph), options);
        SharedSession shared;
        synchronized (OPEN) {
            shared = OPEN.computeIfAbsent(key, SharedSession::new);
            shared.users++;
        }
        try {
            shared.load(manifest, graph, options);
            return shared;
        } catch (InvalidModelException | RuntimeException | Error e) {
            shared.release();
            throw e;
        }
    }

    private synchronized void load(byte[] manifestJson, byte[] graph, ClassifierOptions options)
            throws InvalidModelException {
        if (opened == null) {
            manifest = ModelManifest.parse(manifestJson);
            opened = OPENING.open(manifest, graph, options);
            LOG.info("Model {} runs {}", manifest.title(), opened.description());
        }
    }

    ModelManifest manifest() {
        return manifest;
    }

    /** See {@link ModelDigest}. */
    String sha256() {
        return key.digest();
    }

    Inference inference() {
        return opened.inference();
    }

    OpenedForm opened() {
        return opened;
    }

    /** Releases the model; once for each {@link #acquire}. */
    void release() {
        synchronized (OPEN) {
            users--;
            if (users > 0) {
                return;
            }
            OPEN.remove(key);
        }
        close();
    }

    private synchronized void close() {
        if (opened != null) {
            opened.inference().close();
        }
    }

    /** Number of loaded models of this JVM. */
    static int count() {
        synchronized (OPEN) {
            return OPEN.size();
        }
    }

    private static byte[] read(ModelFiles files, String name) throws IOException {
        try (InputStream in = files.open(name)) {
            return in.readAllBytes();
        }
    }
}
