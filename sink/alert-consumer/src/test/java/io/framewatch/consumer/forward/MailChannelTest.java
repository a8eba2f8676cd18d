package io.framewatch.consumer.forward;

import static io.framewatch.consumer.forward.TestingAlerts.ended;
import static io.framewatch.consumer.forward.TestingAlerts.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.framewatch.event.Picture;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class MailChannelTest {

    private static final String PASSWORD = "zebra-4711-zebra";
    private static final Login LOGIN = new Login("framewatch", PASSWORD);
    private static final String FROM = "Framewatch <framewatch@example.org>";
    private static final Picture PICTURE =
            Picture.ofJpeg(new byte[] {(byte) 0xFF, (byte) 0xD8, 0, 10, 13, (byte) 0xFF});

    @TempDir Path folder;

    @Test
    void shouldSendThePictureInline() throws Exception {
        // given
        try (Mailbox mailbox = new Mailbox()) {
            // when
            mailbox.channel().send(started().with(PICTURE));

            // then
            MimeMessage mail = mailbox.mails()[0];
            assertThat(mail.getSubject()).isEqualTo("car at gate-1: started");
            assertThat(mail.getFrom()).extracting(Object::toString).containsExactly(FROM);
            assertThat(mail.getAllRecipients())
                    .extracting(Object::toString)
                    .containsExactly("ops@example.org");
            MimeMultipart parts = (MimeMultipart) mail.getContent();
            assertThat(parts.getBodyPart(0).getContent())
                    .isEqualTo("sports car, 0.90, since 2026-11-25T04:01:30.123456Z");
            assertThat(parts.getBodyPart(1).getDisposition()).isEqualTo(Part.INLINE);
            assertThat(parts.getBodyPart(1).getContentType()).startsWith("image/jpeg");
            assertThat(parts.getBodyPart(1).getInputStream().readAllBytes())
                    .isEqualTo(PICTURE.jpeg());
        }
    }

    @Test
    void shouldReplyToTheStartAtTheEnd() throws Exception {
        // given
        try (Mailbox mailbox = new Mailbox()) {
            // when
            mailbox.channel().send(started());
            mailbox.channel().send(started());
            mailbox.channel().send(ended());

            // then
            MimeMessage[] mails = mailbox.mails();
            String start = mails[0].getMessageID();
            assertThat(start).matches("<[0-9a-f]{64}@example\\.org>");
            assertThat(mails[0].getHeader("In-Reply-To")).isNull();
            assertThat(mails[1].getMessageID()).as("sent again").isEqualTo(start);
            assertThat(mails[2].getMessageID()).isNotEqualTo(start);
            assertThat(mails[2].getHeader("In-Reply-To")).containsExactly(start);
            assertThat(mails[2].getHeader("References")).containsExactly(start);
        }
    }

    @Test
    void shouldNotTakeHeadersFromNames() throws Exception {
        // given
        try (Mailbox mailbox = new Mailbox()) {
            String rule = "car\r\nBcc: evil@example.org\r\n\r\n.\r\nMAIL FROM:<x@y>\u2028é";

            // when
            mailbox.channel().send(started(rule, "gate-1"));

            // then
            MimeMessage[] mails = mailbox.mails();
            assertThat(mails).hasSize(1);
            assertThat(mails[0].getHeader("Bcc")).isNull();
            assertThat(mails[0].getAllRecipients()).hasSize(1);
            assertThat(mails[0].getSubject())
                    .startsWith("car  Bcc: evil@example.org")
                    .endsWith("é at gate-1: started")
                    .doesNotContain("\n");
        }
    }

    @Test
    void shouldEncryptBeforeItLogsIn() throws Exception {
        // given
        TestingCertificate certificate = TestingCertificate.of(folder, "ip:127.0.0.1");
        try (TestingSmtpServer server = new TestingSmtpServer(certificate.context(), Map.of())) {
            SmtpServer settings =
                    new SmtpServer(
                            "127.0.0.1",
                            server.port(),
                            SmtpServer.Security.STARTTLS,
                            LOGIN,
                            certificate.authority());

            // when
            options(settings).open("post").send(started());

            // then
            assertThat(server.commands())
                    .contains("STARTTLS", "encrypted DATA")
                    .noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        }
    }

    @Test
    void shouldSendNothingWhereTheServerCannotEncrypt() throws Exception {
        // given
        try (TestingSmtpServer server = new TestingSmtpServer(null, Map.of())) {
            SmtpServer settings =
                    new SmtpServer(
                            "127.0.0.1", server.port(), SmtpServer.Security.STARTTLS, LOGIN, null);

            // when / then
            assertThatThrownBy(() -> options(settings).open("post").send(started()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("STARTTLS is required");
            assertThat(server.commands())
                    .noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        }
    }

    @Test
    void shouldTrustOnlyItsAuthorities() throws Exception {
        // given
        TestingCertificate own = TestingCertificate.of(folder, "ip:127.0.0.1");
        TestingCertificate stranger = TestingCertificate.of(folder, "ip:127.0.0.1");
        try (TestingSmtpServer server = new TestingSmtpServer(own.context(), Map.of())) {
            SmtpServer settings =
                    new SmtpServer(
                            "127.0.0.1",
                            server.port(),
                            SmtpServer.Security.STARTTLS,
                            LOGIN,
                            stranger.authority());

            // when / then
            assertThatThrownBy(() -> options(settings).open("post").send(started()))
                    .isInstanceOf(IOException.class);
            assertThat(server.commands()).noneMatch(line -> line.contains("AUTH PLAIN"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 451 later",
        "RCPT, 450 greylisted",
        "RCPT, 452 mailbox full",
        "DATA, 451 later",
        "., 452 no space"
    })
    void shouldRetryWhatTheServerPostpones(String command, String answer) throws Exception {
        // given
        try (TestingSmtpServer server = new TestingSmtpServer(null, Map.of(command, answer))) {
            // when / then
            assertThatThrownBy(() -> plain(server).send(started()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("channel post: mail server 127.0.0.1:" + server.port());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 550 no such sender",
        "RCPT, 550 no such mailbox",
        "RCPT, 554 no relaying",
        "DATA, 554 not from you",
        "., 552 too large"
    })
    void shouldRejectWhatTheServerRefuses(String command, String answer) throws Exception {
        // given
        try (TestingSmtpServer server = new TestingSmtpServer(null, Map.of(command, answer))) {
            // when / then
            assertThatThrownBy(() -> plain(server).send(started()))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageContaining("channel post: mail server 127.0.0.1:" + server.port())
                    .hasMessageContaining(answer);
        }
    }

    @Test
    void shouldSendToTheOthersIfOneRecipientIsRefused() throws Exception {
        // given
        Map<String, String> faults = Map.of("RCPT TO:<gone@", "550 no such mailbox");
        try (TestingSmtpServer server = new TestingSmtpServer(null, faults)) {
            // when
            options(server.port(), Login.none(), List.of("gone@example.org", "ops@example.org"))
                    .open("post")
                    .send(started());

            // then
            assertThat(server.commands()).contains("RCPT TO:<ops@example.org>", "DATA");
        }
    }

    @Test
    void shouldSayThatTheLoginIsRefusedWithoutThePassword() throws Exception {
        // given
        Map<String, String> faults = Map.of("AUTH", "535 what is " + PASSWORD);
        try (TestingSmtpServer server = new TestingSmtpServer(null, faults);
                MailChannel channel =
                        options(server.port(), LOGIN, List.of("ops@example.org")).open("post")) {
            // when / then
            assertThatThrownBy(() -> channel.send(started()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("channel post: mail server 127.0.0.1")
                    .hasMessageContaining("refuses the login: 535 what is ***")
                    .hasMessageNotContaining(PASSWORD)
                    .hasNoCause();
        }
    }

    @Test
    void shouldNotWaitForAServerThatIsSilent() throws Exception {
        // given
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            MailOptions options =
                    new MailOptions(
                            server(silent.getLocalPort(), Login.none()),
                            FROM,
                            List.of("ops@example.org"),
                            "{rule}",
                            "{id}",
                            Duration.ofMillis(100));

            // when / then
            assertThatThrownBy(() -> options.open("post").send(started()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("channel post: mail server 127.0.0.1");
        }
    }

    @Test
    void shouldNotShowThePassword() {
        assertThat(options(25, LOGIN, List.of("ops@example.org")).toString())
                .doesNotContain(PASSWORD);
    }

    private static MailChannel plain(TestingSmtpServer server) {
        return options(server.port(), Login.none(), List.of("ops@example.org")).open("post");
    }

    private static MailOptions options(int port, Login login, List<String> to) {
        return options(server(port, login), to);
    }

    private static MailOptions options(SmtpServer server) {
        return options(server, List.of("ops@example.org"));
    }

    private static MailOptions options(SmtpServer server, List<String> to) {
        return new MailOptions(
                server,
                FROM,
                to,
                "{rule} at {camera}: {state}",
                "{label}, {score}, since {from}",
                Duration.ofSeconds(10));
    }

    private static SmtpServer server(int port, Login login) {
        return new SmtpServer("127.0.0.1", port, SmtpServer.Security.NONE, login, null);
    }

    /** A mail server that wants a login. */
    private static final class Mailbox implements AutoCloseable {

        private final GreenMail server =
                new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        private final MailChannel channel;

        private Mailbox() {
            server.setUser("ops@example.org", LOGIN.username(), LOGIN.password());
            server.start();
            channel =
                    options(server.getSmtp().getPort(), LOGIN, List.of("ops@example.org"))
                            .open("post");
        }

        private MailChannel channel() {
            return channel;
        }

        private MimeMessage[] mails() {
            return server.getReceivedMessages();
        }

        @Override
        public void close() {
            server.stop();
        }
    }
}
