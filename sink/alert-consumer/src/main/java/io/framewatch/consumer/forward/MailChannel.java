package io.framewatch.consumer.forward;

import io.framewatch.configuration.Redaction;
import io.framewatch.event.Alert;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a mail for each change of an alert, over a connection of its own. */
final class MailChannel implements Channel {

    private static final Logger LOG = LoggerFactory.getLogger(MailChannel.class);

    private final String name;
    private final MailOptions options;
    private final Session session;

    MailChannel(String name, MailOptions options) {
        this.name = name;
        this.options = options;
        this.session = Session.getInstance(options.server().session(options.timeout()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void send(Alert alert) throws IOException, RejectedException {
        AlertMail mail = mail(alert);
        SmtpServer server = options.server();
        try (Transport transport = session.getTransport()) {
            transport.connect(
                    server.host(),
                    server.port(),
                    server.login().username(),
                    server.login().password());
            transport.sendMessage(mail, mail.getAllRecipients());
        } catch (AuthenticationFailedException e) {
            throw new IOException(message("refuses the login", e));
        } catch (SendFailedException e) {
            refused(e);
        } catch (MessagingException e) {
            throw new IOException(message("did not take the mail", e));
        }
    }

    @Override
    public void close() {
        // There is no connection between two mails.
    }

    private AlertMail mail(Alert alert) throws RejectedException {
        try {
            return AlertMail.of(session, options, alert);
        } catch (MessagingException e) {
            throw new RejectedException(
                    "channel %s: alert '%s' cannot be written as a mail: %s"
                            .formatted(name, alert.id(), e.getMessage()),
                    e);
        }
    }

    /** Codes of 4xx may heal, those of 5xx do not (RFC 5321, 4.2.1). */
    private void refused(SendFailedException refusal) throws IOException, RejectedException {
        List<Integer> codes = codes(refusal);
        boolean permanent = !codes.isEmpty() && codes.stream().allMatch(MailChannel::isPermanent);
        if (!permanent) {
            throw new IOException(message("did not take the mail", refusal));
        }
        String invalid = Arrays.toString(refusal.getInvalidAddresses());
        if (refusal.getValidSentAddresses() == null
                || refusal.getValidSentAddresses().length == 0) {
            throw new RejectedException(
                    message(
                            "refuses the mail (recipients refused: %s)".formatted(invalid),
                            refusal));
        }
        LOG.warn(
                "{}",
                message("refuses some recipients, others have the mail: " + invalid, refusal));
    }

    /** Without what a login, or encryption, would heal. */
    private static boolean isPermanent(int code) {
        return code / 100 == 5 && code != 530 && code != 535;
    }

    private static List<Integer> codes(MessagingException refusal) {
        List<Integer> codes = new ArrayList<>();
        for (Exception e = refusal; e instanceof MessagingException m; e = m.getNextException()) {
            if (e instanceof SMTPAddressFailedException address) {
                codes.add(address.getReturnCode());
            } else if (e instanceof SMTPSenderFailedException sender) {
                codes.add(sender.getReturnCode());
            } else if (e instanceof SMTPSendFailedException send) {
                codes.add(send.getReturnCode());
            }
        }
        // The mail itself was taken where only recipients were refused.
        codes.removeIf(code -> code / 100 == 2);
        return codes;
    }

    /**
     * In one line, and without the password, which a server might quote; so the failure itself is
     * no cause of what is thrown.
     */
    private String message(String what, MessagingException e) {
        List<String> answers = new ArrayList<>();
        for (Exception next = e;
                next != null;
                next = next instanceof MessagingException m ? m.getNextException() : null) {
            answers.add(String.valueOf(next.getMessage()));
        }
        String said = String.join("; ", answers).replaceAll("\\s+", " ").strip();
        if (options.server().login().isGiven()) {
            said = said.replace(options.server().login().password(), Redaction.HIDDEN);
        }
        return "channel %s: mail server %s %s: %s".formatted(name, options.server(), what, said);
    }
}
