package io.framewatch.consumer.forward;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The section {@code mail} of a channel.
 *
 * @param server where mails are handed in
 * @param from sender
 * @param to recipients, at least one
 * @param subject an {@link AlertTemplate}
 * @param text an {@link AlertTemplate}
 * @param timeout how long the server has for a connection, and for each answer
 */
public record MailOptions(
        @JsonUnwrapped SmtpServer server,
        String from,
        List<String> to,
        String subject,
        String text,
        Duration timeout)
        implements ChannelOptions {

    public MailOptions {
        Objects.requireNonNull(server, "server");
        address("from", from);
        to = List.copyOf(to);
        if (to.isEmpty()) {
            throw new IllegalArgumentException("to must have at least one address");
        }
        to.forEach(recipient -> address("to", recipient));
        if (subject.lines().count() > 1) {
            throw new IllegalArgumentException("subject must be one line");
        }
        new AlertTemplate("subject", subject);
        new AlertTemplate("text", text);
        Timeouts.require(timeout);
    }

    /** Reads {@code name@host} or {@code Name <name@host>}. */
    static InternetAddress address(String key, String text) {
        try {
            InternetAddress address = new InternetAddress(text, true);
            if (!address.getAddress().contains("@")) {
                throw new AddressException("it has no host");
            }
            return address;
        } catch (AddressException e) {
            throw new IllegalArgumentException(
                    "%s '%s' must be a mail address: %s".formatted(key, text, e.getMessage()), e);
        }
    }

    @Override
    public MailChannel open(String name) {
        return new MailChannel(name, this);
    }

    @Override
    public String toString() {
        return "mail " + server;
    }
}
