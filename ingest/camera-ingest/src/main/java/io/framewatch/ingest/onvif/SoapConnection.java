package io.framewatch.ingest.onvif;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framewatch.ingest.capture.Login;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.w3c.dom.Element;

/**
 * Sends messages to the services of a device. The JDK's older HTTP client, because it knows Digest
 * authentication, which some devices want in place of a login in the message. Not thread-safe.
 */
final class SoapConnection {

    private static final int MAX_ANSWER = 1 << 20;
    private static final int REDIRECT = 300;
    private static final int UNAUTHORIZED = 401;
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;

    private static final String ENVELOPE =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope">
            <e:Header>%s</e:Header><e:Body>%s</e:Body></e:Envelope>
            """;

    private final Login login;
    private final int timeoutMillis;
    private Duration clockOffset = Duration.ZERO;

    /**
     * @param login null if there is none
     * @param timeout for each connection and each wait for data
     */
    SoapConnection(Login login, Duration timeout) {
        this.login = login;
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    }

    /** What the device's clock is ahead of this machine's. */
    void setClockOffset(Duration offset) {
        clockOffset = offset;
    }

    /** Asks without the login. */
    Element askAnybody(URI service, String body) throws OnvifException {
        return ask(service, "", body);
    }

    /**
     * Asks with the login, if there is one.
     *
     * @param body the question's element
     * @return the answer's envelope
     */
    Element ask(URI service, String body) throws OnvifException {
        String header =
                login == null ? "" : SecurityHeader.of(login, Instant.now().plus(clockOffset));
        return ask(service, header, body);
    }

    private Element ask(URI service, String header, String body) throws OnvifException {
        try {
            HttpURLConnection connection = (HttpURLConnection) service.toURL().openConnection();
            try {
                return exchange(connection, ENVELOPE.formatted(header, body).getBytes(UTF_8));
            } finally {
                connection.disconnect();
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new OnvifException(
                    "%s does not answer as an ONVIF device: %s"
                            .formatted(service.getHost(), e.getMessage()),
                    e);
        }
    }

    private Element exchange(HttpURLConnection connection, byte[] message)
            throws IOException, OnvifException {
        connection.setConnectTimeout(timeoutMillis);
        connection.setReadTimeout(timeoutMillis);
        connection.setInstanceFollowRedirects(false);
        connection.setAuthenticator(new Digest(login));
        connection.setRequestProperty("Content-Type", "application/soap+xml; charset=utf-8");
        connection.setDoOutput(true);
        connection.getOutputStream().write(message);
        int status = connection.getResponseCode();
        if (status == UNAUTHORIZED) {
            throw unauthorized();
        }
        if (status >= REDIRECT && status != BAD_REQUEST && status != SERVER_ERROR) {
            throw new IOException("HTTP status " + status);
        }
        Element envelope = SoapXml.parse(read(connection, status));
        if (!SoapXml.all(envelope, "Fault").isEmpty()) {
            throw fault(envelope);
        }
        return envelope;
    }

    /** A fault comes with an error status. */
    private static byte[] read(HttpURLConnection connection, int status) throws IOException {
        try (InputStream in =
                status < REDIRECT ? connection.getInputStream() : connection.getErrorStream()) {
            return in == null ? new byte[0] : in.readNBytes(MAX_ANSWER);
        }
    }

    private OnvifException fault(Element envelope) {
        String codes =
                SoapXml.all(envelope, "Value").stream()
                        .map(Element::getTextContent)
                        .reduce("", (all, code) -> all + " " + code);
        if (codes.contains("NotAuthorized") || codes.contains("FailedAuthentication")) {
            return unauthorized();
        }
        String reason = SoapXml.text(envelope, "Reason", "Text");
        return new OnvifException(
                "the device refuses: " + (reason.isEmpty() ? codes.strip() : reason));
    }

    private OnvifException unauthorized() {
        return new OnvifException(
                login == null ? "the device wants a login" : "the device refuses the login");
    }

    /** Answers Digest everywhere, and Basic, which shows the password, only over TLS. */
    private static final class Digest extends Authenticator {
        private final Login login;
        private boolean asked;

        private Digest(Login login) {
            this.login = login;
        }

        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            boolean digest = "digest".equals(getRequestingScheme().toLowerCase(Locale.ROOT));
            boolean safe = digest || "https".equals(getRequestingURL().getProtocol());
            if (login == null || asked || !safe) {
                return null;
            }
            asked = true; // a second question means that the login is wrong
            return new PasswordAuthentication(login.username(), login.password().toCharArray());
        }
    }
}
