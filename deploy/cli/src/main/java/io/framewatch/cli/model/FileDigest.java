package io.framewatch.cli.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 digests. Stateless and thread-safe. */
public final class FileDigest {

    private FileDigest() {}

    /** SHA-256 of a file in hexadecimal digits. */
    static String sha256(Path file) throws IOException {
        MessageDigest sha = sha256();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha)) {
            Files.copy(file, out);
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    /** SHA-256 of bytes in hexadecimal digits. */
    public static String sha256(byte[] contents) {
        return HexFormat.of().formatHex(sha256().digest(contents));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
