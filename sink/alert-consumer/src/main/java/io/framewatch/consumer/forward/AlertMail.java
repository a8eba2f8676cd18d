package io.framewatch.consumer.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framewatch.event.Alert;
import io.framewatch.event.AlertState;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.util.Date;
import java.util.Optional;

/**
 * The mail about one change of an alert. The same change always has the same Message-ID; all but
 * the start reply to the start, so that mail programs show them as one thread (RFC 5322, 3.6.4).
 */
final class AlertMail extends MimeMessage {

    private final String messageId;

    private AlertMail(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    /** Writes a mail. */
    static AlertMail of(Session session, MailOptions options, Alert alert)
            throws MessagingException {
        AlertMail mail = new AlertMail(session, messageId(options, alert.attributes().id()));
        mail.setFrom(MailOptions.address("from", options.from()));
        for (String recipient : options.to()) {
            mail.addRecipient(Message.RecipientType.TO, MailOptions.address("to", recipient));
        }
        mail.setSubject(new AlertTemplate("subject", options.subject()).fill(alert), UTF_8.name());
        mail.setSentDate(new Date());
        // Keeps out-of-office answers away (RFC 3834).
        mail.setHeader("Auto-Submitted", "auto-generated");
        if (alert.state() != AlertState.STARTED) {
            String start = messageId(options, alert.id() + "/started");
            mail.setHeader("In-Reply-To", start);
            mail.setHeader("References", start);
        }
        mail.setContent(
                parts(
                        new AlertTemplate("text", options.text()).fill(alert),
                        AlertContent.picture(alert)));
        mail.saveChanges();
        return mail;
    }

    private static MimeMultipart parts(String text, Optional<byte[]> picture)
            throws MessagingException {
        MimeBodyPart body = new MimeBodyPart();
        body.setText(text, UTF_8.name());
        MimeMultipart parts = new MimeMultipart(body);
        if (picture.isPresent()) {
            MimeBodyPart image = new MimeBodyPart();
            image.setDataHandler(
                    new DataHandler(new ByteArrayDataSource(picture.get(), "image/jpeg")));
            image.setFileName("alert.jpg");
            image.setDisposition(Part.INLINE);
            parts.addBodyPart(image);
        }
        return parts;
    }

    private static String messageId(MailOptions options, String changeId) {
        String address = MailOptions.address("from", options.from()).getAddress();
        String host = address.substring(address.lastIndexOf('@') + 1);
        return "<%s@%s>".formatted(AlertIds.hash(changeId), host);
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
