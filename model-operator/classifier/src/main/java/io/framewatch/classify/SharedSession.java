package io.framewatch.classify;

import io.framewatch.mobileformer.TunedModel;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model that is loaded once in this JVM and shared by its users. The first user loads it, the
 * last one closes it. Two models are the same if every byte of manifest and graph is equal,
 * wherever they were read. So an overwritten folder is another model. Thread-safe.
 */
final class SharedSession {

    private static final Logger LOG = LoggerFactory.getLogger(SharedSession.class);

    private static final Tuning TUNING = new Tuning(TunedModel::of, TunedModel.RUNTIME_VERSION);

    private static final Map<Key, SharedSession> OPEN = new HashMap<>();

    private final Key key;
    private ModelManifest manifest;
    private Tuning.Opened opened;
    private int users;

    /** Users with the same key share a model. */
    private record Key(String digest, List<Integer> tunedBatches) {}

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
        Key key = new Key(ModelDigest.of(manifest, graph), options.tunedBatches());
        SharedSession shared;
        synchronized (OPEN) {
            shared = OPEN.computeIfAbsent(key, SharedSession::new);
            shared.users++;
        }
        try {
            shared.load(manifest, graph);
            return shared;
        } catch (InvalidModelException | RuntimeException | Error e) {
            shared.release();
            throw e;
        }
    }

    private synchronized void load(byte[] manifestJson, byte[] graph) throws InvalidModelException {
        if (opened == null) {
            manifest = ModelManifest.parse(manifestJson);
            opened = TUNING.open(manifest, graph, key.tunedBatches());
            LOG.info("Model {} runs {}", manifest.title(), opened.form());
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

    String form() {
        return opened.form();
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
