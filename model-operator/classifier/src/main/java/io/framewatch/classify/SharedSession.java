package io.framewatch.classify;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * One session per model in this JVM, whoever opens it: the first user loads it, the last one closes
 * it. Models are the same if every byte of manifest and graph is, wherever they were read, so a
 * folder that was overwritten is another model. Thread-safe.
 */
final class SharedSession {

    private static final Map<String, SharedSession> OPEN = new HashMap<>();

    private final String digest;
    private final ModelSession session;
    private int users;

    private SharedSession(String digest, ModelSession session) {
        this.digest = digest;
        this.session = session;
    }

    /**
     * Takes the model's session, loading it if nobody has it; to be given back by {@link #release}.
     */
    static SharedSession acquire(ModelFiles files) throws IOException, InvalidModelException {
        byte[] manifest = read(files, ModelFiles.MANIFEST);
        byte[] graph = read(files, ModelFiles.GRAPH);
        String digest = digest(manifest, graph);
        synchronized (OPEN) {
            SharedSession shared = OPEN.get(digest);
            if (shared == null) {
                shared =
                        new SharedSession(
                                digest, ModelSession.open(ManifestReader.read(manifest), graph));
                OPEN.put(digest, shared);
            }
            shared.users++;
            return shared;
        }
    }

    ModelSession session() {
        return session;
    }

    /** Gives the session back, once for each {@link #acquire}. */
    void release() {
        synchronized (OPEN) {
            users--;
            if (users == 0) {
                OPEN.remove(digest);
                session.close();
            }
        }
    }

    /** Number of sessions that are open in this JVM. */
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
