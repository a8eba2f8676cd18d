package io.framewatch.consumer.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The symmetric signature of Standard Webhooks: HMAC-SHA256 of {@code id.timestamp.body}.
 * Thread-safe.
 *
 * @see <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 */
final class WebhookSignature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";
    private static final int MIN_BYTES = 24;
    private static final int MAX_BYTES = 64;

    private final List<SecretKeySpec> keys = new ArrayList<>();

    /**
     * @param secrets separated by a space; while a secret is changed, there are two
     * @throws IllegalArgumentException if one has another form; the message does not show it
     */
    WebhookSignature(String secrets) {
        for (String secret : secrets.trim().split(" +")) {
            keys.add(new SecretKeySpec(bytes(secret), ALGORITHM));
        }
    }

    /**
     * The value of the header {@code webhook-signature}.
     *
     * @param timestamp seconds since the epoch
     */
    String of(String id, long timestamp, byte[] body) {
        byte[] begin = (id + "." + timestamp + ".").getBytes(UTF_8);
        return keys.stream()
                .map(key -> "v1," + Base64.getEncoder().encodeToString(mac(key, begin, body)))
                .collect(Collectors.joining(" "));
    }

    private static byte[] mac(SecretKeySpec key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            Stream.of(parts).forEach(mac::update);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static byte[] bytes(String secret) {
        try {
            if (secret.startsWith(PREFIX)) {
                byte[] bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
                if (bytes.length >= MIN_BYTES && bytes.length <= MAX_BYTES) {
                    return bytes;
                }
            }
        } catch (IllegalArgumentException e) {
            // no base64: said below, without the value
        }
        throw new IllegalArgumentException(
                "webhook.secret, which is not shown, must be %s and %d to %d bytes in base64"
                        .formatted(PREFIX, MIN_BYTES, MAX_BYTES));
    }
}
