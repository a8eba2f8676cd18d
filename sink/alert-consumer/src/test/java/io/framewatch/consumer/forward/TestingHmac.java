package io.framewatch.consumer.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** HMAC-SHA256 by its definition (RFC 2104), for keys of at most 64 bytes. */
final class TestingHmac {

    private static final int BLOCK = 64;

    private TestingHmac() {}

    static String base64(byte[] key, String text) throws NoSuchAlgorithmException {
        byte[] inner = sha256(padded(key, 0x36), text.getBytes(UTF_8));
        return Base64.getEncoder().encodeToString(sha256(padded(key, 0x5c), inner));
    }

    private static byte[] padded(byte[] key, int pad) {
        byte[] padded = Arrays.copyOf(key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            padded[i] ^= (byte) pad;
        }
        return padded;
    }

    private static byte[] sha256(byte[] begin, byte[] end) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(begin);
        return digest.digest(end);
    }
}
