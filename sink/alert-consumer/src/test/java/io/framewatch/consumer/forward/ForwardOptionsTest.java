package io.framewatch.consumer.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForwardOptionsTest {

    private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";

    @TempDir Path folder;

    @Test
    void shouldTakeSecretsFromFiles() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");

        ForwardOptions options =
                read(
                        """
                        forward:
                          channels:
                            - name: ops
                              rules: [car*]
                              webhook:
                                url: https://ops.example/alerts
                                secret: ${file:%s}
                        """
                                .formatted(secret));

        ChannelRoute route = options.channels().get(0);
        assertThat(options.group()).isEqualTo("framewatch-forward");
        assertThat(route.name()).isEqualTo("ops");
        assertThat(route.rules()).containsExactly("car*");
        assertThat(route.cameras()).isEmpty();
        assertThat(route.coolDown()).isZero();
        assertThat(route.kinds().options()).isInstanceOf(WebhookOptions.class);
        assertThat(route.kinds().webhook().secret()).isEqualTo(SECRET);
        assertThat(route.kinds().webhook().timeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(options.toString()).doesNotContain(SECRET, "/alerts");
    }

    @Test
    void shouldReportAllProblemsAndNoSecret() {
        ConfigurationException problems =
                catchThrowableOfType(
                        ConfigurationException.class,
                        () ->
                                read(
                                        """
                                        forward:
                                          channels:
                                            - name: ops
                                              webhook:
                                                url: https://ops.example/s3cret
                                                secret: ${file:%s/missing}
                                            - name: ops
                                        """
                                                .formatted(folder)));

        assertThat(problems.problems())
                .containsExactlyInAnyOrder(
                        "forward.channels[0].webhook.secret: ${file:%s/missing} must name a file that can be read: no such file"
                                .formatted(folder),
                        "forward.channels[1]: must have exactly one of webhook, mqtt, pagerduty,"
                                + " alertmanager and mail, has 0",
                        "forward.channels[1].name: 'ops' must not be the name of an earlier one");
    }

    @Test
    void shouldNeedAChannel() {
        ConfigurationException problems =
                catchThrowableOfType(ConfigurationException.class, () -> read("kafka: {}"));

        assertThat(problems.problems())
                .containsExactly("forward.channels: must have at least one element");
    }

    private static ForwardOptions read(String yaml) throws ConfigurationException {
        return ForwardOptions.of(Configuration.parse("configuration test", yaml));
    }
}
