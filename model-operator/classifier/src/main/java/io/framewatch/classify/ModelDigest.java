package io.framewatch.classify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The digest of a model folder, over every byte of manifest and graph: SHA-256 of the text that
 * {@code sha256sum manifest.json model.onnx} prints in it, so that {@code sha256sum manifest.json
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
        StringBuilder list = new StringBuilder();
        for (String name : List.of(ModelFiles.MANIFEST, ModelFiles.GRAPH)) {
            list.append(sha256(files, name)).append("  ").append(name).append('\n');
        }
        return HexFormat.of().formatHex(sha256().digest(list.toString().getBytes(UTF_8)));
    }

    private static String sha256(ModelFiles files, String name) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(files.open(name), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
