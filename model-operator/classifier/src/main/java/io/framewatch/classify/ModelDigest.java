package io.framewatch.classify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digest of a model folder, over every byte of manifest and graph: SHA-256 of the text that
 * {@code sha256sum manifest.json model.onnx} prints in the folder. {@code sha256sum manifest.json
 * model.onnx | sha256sum} gives the same.
 */
public final class ModelDigest {

    private ModelDigest() {}

    /**
     * Reads the files of a folder.
     *
     * @return 64 lower-case hexadecimal digits
     * @throws IOException if a file cannot be read
     */
    public static String of(ModelFiles files) throws IOException {
        return of(read(files, ModelFiles.MANIFEST), read(files, ModelFiles.GRAPH));
    }

    /** The digest of a head: SHA-256 of the bytes of {@value ModelFiles#HEAD}. */
    public static String ofHead(byte[] json) {
        return hex(json);
    }

    static String of(byte[] manifest, byte[] graph) {
        String list = line(manifest, ModelFiles.MANIFEST) + line(graph, ModelFiles.GRAPH);
        return hex(list.getBytes(UTF_8));
    }

    private static String line(byte[] file, String name) {
        return hex(file) + "  " + name + "\n";
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static byte[] read(ModelFiles files, String name) throws IOException {
        try (InputStream in = files.open(name)) {
            return in.readAllBytes();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
