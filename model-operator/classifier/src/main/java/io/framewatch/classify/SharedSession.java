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
 * A model that is loaded once in this JVM, whoever opens it: the first user loads it, the last one
 * closes it. Models are the same if every byte of manifest and graph is, wherever they were read,
 * so a folder that was overwritten is another model. Thread-safe.
 */
final class SharedSession {

    private static final Logger LOG = LoggerFactory.getLogger(SharedSession.class);

    private static final Tuning TUNING = new Tuning(TunedModel::of, TunedModel.RUNTIME_VERSION);

    private static final Map<Key, SharedSession> OPEN = new HashMap<>();

    private final Key key;
    private ModelManifest manifest;
    private Tuning.Opened opened;
    private int users;

    /** What makes two users want the same. */
    private record Key(String digest, List<Integer> tunedBatches) {}

    private SharedSession(Key key) {
        this.key = key;
    }

    /**
     * Takes the model, loading it if nobody has it; to be given back by {@link #release}. Loading
     * takes seconds: those who want the same model wait for it, others do not.
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

    /** Gives the model back, once for each {@link #acquire}. */
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

    /** Number of models that are loaded in this JVM. */
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
