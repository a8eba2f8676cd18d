package io.framewatch.consumer.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Channels as they stand in the file. */
class ChannelOptionsTest {

    private static final String PASSWORD = "zebra-4711-zebra";
    private static final Login LOGIN = new Login("framewatch", PASSWORD);

    @TempDir Path folder;

    @Test
    void shouldReadMqtt() throws Exception {
        assertThat(kind("mqtt: {broker: mqtt://hub}").mqtt())
                .isEqualTo(
                        new MqttOptions(
                                new MqttBroker(MqttAddress.of("mqtt://hub"), 5, Login.none(), null),
                                "framewatch",
                                false,
                                Duration.ofSeconds(10)));
        MqttOptions all =
                kind("""
                mqtt:
                  broker: mqtts://hub:8884
                  version: 3
                  username: framewatch
                  password: ${file:%s}
                  topic-prefix: site/framewatch
                  discovery: true
                  timeout: 5s
                """
                                .formatted(secret()))
                        .mqtt();
        assertThat(all)
                .isEqualTo(
                        new MqttOptions(
                                new MqttBroker(MqttAddress.of("mqtts://hub:8884"), 3, LOGIN, null),
                                "site/framewatch",
                                true,
                                Duration.ofSeconds(5)));
        assertThat(all.toString()).doesNotContain(PASSWORD);
    }

    @Test
    void shouldReadPagerDuty() throws Exception {
        PagerDutyOptions options = kind("pagerduty: {routing-key: R0}").pagerduty();

        assertThat(options)
                .isEqualTo(
                        new PagerDutyOptions(
                                HttpAddress.of("https://events.pagerduty.com/v2/enqueue"),
                                "R0",
                                PagerDutyOptions.Severity.CRITICAL,
                                null,
                                Duration.ofSeconds(10)));
    }

    @Test
    void shouldReadAlertmanager() throws Exception {
        AlertmanagerOptions options =
                kind("""
                alertmanager:
                  url: http://alerts:9093/am/
                  username: framewatch
                  password: ${file:%s}
                  labels: {severity: page}
                """
                                .formatted(secret()))
                        .alertmanager();

        assertThat(options)
                .isEqualTo(
                        new AlertmanagerOptions(
                                HttpAddress.of("http://alerts:9093/am/"),
                                LOGIN,
                                Map.of("severity", "page"),
                                Duration.ofDays(7),
                                Duration.ofSeconds(10)));
        assertThat(options.toString()).doesNotContain(PASSWORD);
    }

    @Test
    void shouldReadMail() throws Exception {
        MailOptions options =
                kind("mail: {host: post, from: Gate <gate@example.org>, to: [ops@example.org]}")
                        .mail();

        assertThat(options.server())
                .isEqualTo(
                        new SmtpServer(
                                "post", 587, SmtpServer.Security.STARTTLS, Login.none(), null));
        assertThat(options.from()).isEqualTo("Gate <gate@example.org>");
        assertThat(options.to()).isEqualTo(List.of("ops@example.org"));
        assertThat(options.subject()).isEqualTo("{rule} at {camera}: {state}");
        assertThat(options.timeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    mqtt: {broker: 'http://hub'}                          | broker must be mqtt://HOST
                    mqtt: {broker: 'mqtt://a:b c@hub'}                    | broker must be mqtt://HOST
                    mqtt: {broker: 'mqtt://hub', version: 4}              | 4 must be 3 or 5
                    mqtt: {broker: 'mqtt://hub', username: a}             | username without password
                    mqtt: {broker: 'mqtt://hub', password: a}             | password without username
                    mqtt: {broker: 'mqtt://hub', certificates: nowhere}   | certificates 'nowhere' must be a file of certificates
                    mqtt: {broker: 'mqtt://hub', topic-prefix: 'a/#'}     | topic-prefix 'a/#' must be
                    mqtt: {broker: 'mqtt://hub', topic-prefix: '$SYS'}    | topic-prefix '$SYS' must be
                    mqtt: {broker: 'mqtt://hub', topic-prefix: 'a/'}      | topic-prefix 'a/' must be
                    mqtt: {broker: 'mqtt://hub', timeout: 0s}             | timeout PT0S must be above zero
                    pagerduty: {routing-key: ' '}                         | routing-key must be text
                    pagerduty: {routing-key: R, url: 'ftp://x'}           | url must be http://HOST
                    pagerduty: {routing-key: R, link: 'https://x/{a}'}    | link has {a}: placeholders must be
                    alertmanager: {url: 'http://'}                        | url
                    alertmanager: {url: 'http://x', labels: {camera: a}}  | labels has 'camera'
                    alertmanager: {url: 'http://x', labels: {a-b: a}}     | labels has 'a-b'
                    alertmanager: {url: 'http://x', resolve-after: 0s}    | resolve-after PT0S must be above zero
                    mail: {host: a, from: b, to: [a@b]}                   | from 'b' must be a mail address
                    mail: {host: a, from: a@b, to: ["a@b\\nc@d"]}         | must be a mail address
                    mail: {host: a, from: a@b, to: []}                    | must not be empty
                    mail: {host: a, from: a@b, to: [a@b], subject: "a\\nb"} | subject must be one line
                    mail: {host: a, from: a@b, to: [a@b], text: '{b}'}    | text has {b}: placeholders must be
                    """)
    void shouldNameWhatIsWrong(String kind, String problem) {
        ConfigurationException problems =
                catchThrowableOfType(ConfigurationException.class, () -> kind(kind));

        assertThat(problems.problems()).singleElement().asString().contains(problem);
    }

    private Path secret() throws Exception {
        return Files.writeString(folder.resolve("secret"), PASSWORD + "\n");
    }

    private static ChannelKinds kind(String yaml) throws ConfigurationException {
        String file = "forward:\n  channels:\n    - name: test\n" + yaml.indent(6);
        return ForwardOptions.of(Configuration.parse("configuration test", file))
                .channels()
                .get(0)
                .kinds();
    }
}
