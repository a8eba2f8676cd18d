package io.framewatch.ingest.capture;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The SHA-256 digest of a certificate in DER, which names it.
 *
 * @param value hexadecimal; colons and case do not matter and are removed
 */
public record Fingerprint(@JsonValue String value) {

    private static final Pattern VALID = Pattern.compile("[0-9a-f]{64}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Fingerprint {
        value = value.replace(":", "").toLowerCase(Locale.ROOT);
        Rule.require(
                VALID.matcher(value).matches(),
                "certificate",
                value,
                "must be 64 hexadecimal digits, the SHA-256 fingerprint of a certificate");
    }

    static Fingerprint of(X509Certificate certificate) throws CertificateEncodingException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return new Fingerprint(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** As {@code openssl x509 -fingerprint -sha256} writes it. */
    @Override
    public String toString() {
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(HexFormat.of().parseHex(value));
    }
}
