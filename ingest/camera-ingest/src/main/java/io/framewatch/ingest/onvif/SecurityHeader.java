package io.framewatch.ingest.onvif;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framewatch.ingest.capture.Login;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * The login in a message: the password itself is not sent, but a digest of it with a number used
 * once and the time.
 *
 * @see <a href="https://docs.oasis-open.org/wss-m/wss/v1.1.1/wss-UsernameTokenProfile-v1.1.1.html">
 *     Web Services Security, UsernameToken profile</a>
 */
final class SecurityHeader {

    private static final String HEADER =
            """
            <s:Security xmlns:s="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd" e:mustUnderstand="true">
            <s:UsernameToken><s:Username>%s</s:Username>
            <s:Password Type="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest">%s</s:Password>
            <s:Nonce EncodingType="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary">%s</s:Nonce>
            <u:Created xmlns:u="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd">%s</u:Created>
            </s:UsernameToken></s:Security>
            """;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 16;

    private SecurityHeader() {}

    /**
     * Writes it.
     *
     * @param now by the device's clock: it refuses old digests
     */
    static String of(Login login, Instant now) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return of(login, nonce, now);
    }

    static String of(Login login, byte[] nonce, Instant now) {
        String created = now.truncatedTo(ChronoUnit.SECONDS).toString();
        return HEADER.formatted(
                SoapXml.escape(login.username()),
                digest(nonce, created, login.password()),
                Base64.getEncoder().encodeToString(nonce),
                created);
    }

    /** The profile says SHA-1. */
    static String digest(byte[] nonce, String created, String password) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(nonce);
            digest.update(created.getBytes(UTF_8));
            digest.update(password.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
