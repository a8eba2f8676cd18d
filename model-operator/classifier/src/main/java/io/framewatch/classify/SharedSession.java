package io.framewatch.classify;

import io.framewatch.mobileformer.TunedModel;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
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
    private final ModelManifest manifest;
    private final Tuning.Opened opened;
    private int users;

    /** What makes two users want the same. */
    private record Key(String digest, List<Integer> tunedBatches) {}

    private SharedSession(Key key, ModelManifest manifest, Tuning.Opened opened) {
        this.key = key;
        this.manifest = manifest;
        this.opened = opened;
    }

    /** Takes the model, loading it if nobody has it; to be given back by {@link #release}. */
    static SharedSession acquire(ModelFiles files, ClassifierOptions options)
            throws IOException, InvalidModelException {
        byte[] manifest = read(files, ModelFiles.MANIFEST);
        byte[] graph = read(files, ModelFiles.GRAPH);
        Key key = new Key(digest(manifest, graph), options.tunedBatches());
        synchronized (OPEN) {
            SharedSession shared = OPEN.get(key);
            if (shared == null) {
                shared = load(key, ModelManifest.parse(manifest), graph);
                OPEN.put(key, shared);
            }
            shared.users++;
            return shared;
        }
    }

    private static SharedSession load(Key key, ModelManifest manifest, byte[] graph)
            throws InvalidModelException {
        Tuning.Opened opened = TUNING.open(manifest, graph, key.tunedBatches());
        LOG.info("Model {} runs {}", manifest.title(), opened.form());
        return new SharedSession(key, manifest, opened);
    }

    ModelManifest manifest() {
        return manifest;
    }

    /** SHA-256 of the SHA-256 of the manifest, followed by the graph; hexadecimal digits. */
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
            if (users == 0) {
                OPEN.remove(key);
                opened.inference().close();
            }
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

    private static String digest(byte[]... files) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] chain = {};
            for (byte[] file : files) {
                sha.update(chain);
                chain = sha.digest(file);
            }
            return HexFormat.of().formatHex(chain);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
