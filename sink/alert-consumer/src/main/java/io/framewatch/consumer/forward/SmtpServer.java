package io.framewatch.consumer.forward;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;

/**
 * A server that takes mails.
 *
 * @param host its name; certificates must be of it
 * @param port its port
 * @param security how the connection is encrypted
 * @param login how to log in
 * @param certificates PEM file of the authorities to trust; null for those of the JVM
 */
public record SmtpServer(
        String host, int port, Security security, @JsonUnwrapped Login login, Path certificates) {

    /** How the connection is encrypted. */
    public enum Security {
        /** It begins in the clear and is encrypted before anything of value is sent. */
        @JsonProperty("starttls")
        STARTTLS,
        /** From the first byte, as submissions (port 465). */
        @JsonProperty("tls")
        TLS,
        /** Not at all. */
        @JsonProperty("none")
        NONE
    }

    public SmtpServer {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(security, "security");
        Objects.requireNonNull(login, "login");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " must be from 1 to 65535");
        }
        if (certificates != null) {
            Authorities.of("certificates", certificates);
        }
    }

    /**
     * Properties of a session of Jakarta Mail.
     *
     * @param timeout for a connection, and for each read and write
     */
    Properties session(Duration timeout) {
        Properties properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.host", host);
        properties.put("mail.smtp.port", Integer.toString(port));
        properties.put("mail.smtp.auth", Boolean.toString(login.isGiven()));
        properties.put("mail.smtp.ssl.enable", Boolean.toString(security == Security.TLS));
        String startTls = Boolean.toString(security == Security.STARTTLS);
        properties.put("mail.smtp.starttls.enable", startTls);
        properties.put("mail.smtp.starttls.required", startTls);
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        if (certificates != null) {
            properties.put(
                    "mail.smtp.ssl.socketFactory",
                    Authorities.context(Authorities.of("certificates", certificates))
                            .getSocketFactory());
        }
        String millis = Long.toString(timeout.toMillis());
        properties.put("mail.smtp.connectiontimeout", millis);
        properties.put("mail.smtp.timeout", millis);
        properties.put("mail.smtp.writetimeout", millis);
        // One wrong address must not keep a notice from the others.
        properties.put("mail.smtp.sendpartial", "true");
        // A mail that was taken is not sent again because the server did not say goodbye.
        properties.put("mail.smtp.quitwait", "false");
        return properties;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
