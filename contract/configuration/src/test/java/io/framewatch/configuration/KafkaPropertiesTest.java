package io.framewatch.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaPropertiesTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("USER", "gate", "PASSWORD", "s3cret", "EMPTY", "", "NESTED", "${env:USER}");

    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required";

    @TempDir Path folder;

    @Test
    void shouldTakeNumbersAndBooleansAsKafkaWantsThem() throws Exception {
        assertThat(
                        properties(
                                """
                                max.poll.records: 500
                                max.request.size: 0x100000
                                linger.ms: 1e3
                                sasl.login.refresh.window.factor: 0.80
                                receive.buffer.bytes: -1
                                enable.idempotence: yes
                                check.crcs: False
                                client.id: 7
                                """))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "max.poll.records", "500",
                                "max.request.size", "1048576",
                                "linger.ms", "1000",
                                "sasl.login.refresh.window.factor", "0.8",
                                "receive.buffer.bytes", "-1",
                                "enable.idempotence", "true",
                                "check.crcs", "false",
                                "client.id", "7"));
    }

    @Test
    void shouldLeaveAsWrittenWhatOnlyLooksLikeANumberOrABoolean() throws Exception {
        assertThat(
                        properties(
                                """
                                ssl.key.password: 007
                                ssl.keystore.password: 1e3
                                ssl.truststore.password: 123456789012345678901234567890
                                client.id: no
                                client.rack: 1_000
                                other.plugin: +1.10
                                """))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "ssl.key.password", "007",
                                "ssl.keystore.password", "1e3",
                                "ssl.truststore.password", "123456789012345678901234567890",
                                "client.id", "no",
                                "client.rack", "1_000",
                                "other.plugin", "+1.10"));
    }

    @Test
    void shouldPutInWhatVariablesAndFilesHold() throws Exception {
        Path unix = file("unix", "s3cret\n");
        Path windows = file("windows", "two\r\nlines\r\n\r\n");
        assertThat(
                        properties(
                                """
                                sasl.jaas.config: >-
                                  %s username="${env:USER}" password="${file:%s}";
                                ssl.key.password: '${file:%s}'
                                ssl.keystore.password: ${env:PASSWORD}${env:EMPTY}${env:PASSWORD}
                                """
                                        .formatted(LOGIN, unix, windows)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "sasl.jaas.config",
                                LOGIN + " username=\"gate\" password=\"s3cret\";",
                                "ssl.key.password",
                                "two\r\nlines\r\n",
                                "ssl.keystore.password",
                                "s3crets3cret"));
    }

    @Test
    void shouldLookAtNoReferenceTwiceAndKeepLiteralOnes() throws Exception {
        Path file = file("reference", "${env:PASSWORD}");
        assertThat(
                        properties(
                                """
                                ssl.key.password: ${env:NESTED}
                                ssl.keystore.password: ${file:%s}
                                ssl.truststore.password: a$${env:USER}b$$c$d
                                """
                                        .formatted(file)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "ssl.key.password", "${env:USER}",
                                "ssl.keystore.password", "${env:PASSWORD}",
                                "ssl.truststore.password", "a${env:USER}b$$c$d"));
    }

    @Test
    void shouldReportAllReferencesThatLeadNowhereAtOnceAndNoValue() throws Exception {
        Path binary = folder.resolve("binary");
        Files.write(binary, new byte[] {(byte) 0xff});
        assertThat(
                        problems(
                                """
                                sasl.jaas.config: ${env:NAME} ${env:PASSWORD} ${file:no/such}
                                ssl.key.password: s3cret${x}
                                ssl.keystore.password: s3cret${env:PASSWORD
                                ssl.truststore.password: ${file:${env:PASSWORD}}
                                client.id: ${file:%s}
                                client.rack: ${file:%s}
                                """
                                        .formatted(binary, folder)))
                .containsExactlyInAnyOrder(
                        "kafka.properties.sasl.jaas.config: ${env:NAME} must name a variable of the"
                                + " environment",
                        "kafka.properties.sasl.jaas.config: ${file:no/such} must name a file that"
                                + " can be read: no such file",
                        "kafka.properties.ssl.key.password: the hidden value must have a literal ${"
                                + " as $${, or a reference ${env:NAME} or ${file:PATH}",
                        "kafka.properties.ssl.keystore.password: the hidden value must have a"
                                + " literal ${ as $${, or a reference ${env:NAME} or ${file:PATH}",
                        "kafka.properties.ssl.truststore.password: the hidden value must have a"
                                + " literal ${ as $${, or a reference ${env:NAME} or ${file:PATH}",
                        "kafka.properties.client.id: ${file:"
                                + binary
                                + "} must name a file that can be read: it is not text in UTF-8",
                        "kafka.properties.client.rack: ${file:"
                                + folder
                                + "} must name a file that can be read: Is a directory");
    }

    @Test
    void shouldNameEveryPropertyThatKafkaRefuses() {
        assertThat(
                        problems(
                                """
                                acks: banana
                                max.poll.records: many
                                linger.ms: 1.5
                                batch.size: -1
                                fetch.min.bytes: 1e999
                                enable.idempotence: maybe
                                security.protocol: SLL
                                partitioner.class: no.Such
                                sasl.login.refresh.window.jitter: 7
                                retries: ${env:PASSWORD}
                                """))
                .containsExactlyInAnyOrder(
                        "kafka.properties.acks: 'banana' must be one of [all, -1, 0, 1]",
                        "kafka.properties.max.poll.records: 'many' must be a whole number in"
                                + " [1,...]",
                        "kafka.properties.linger.ms: '1.5' must be a whole number in [0,...]",
                        "kafka.properties.batch.size: '-1' must be a whole number in [0,...]",
                        "kafka.properties.fetch.min.bytes: '1e999' must be a whole number in"
                                + " [0,...]",
                        "kafka.properties.enable.idempotence: 'maybe' must be true or false",
                        "kafka.properties.security.protocol: 'SLL' must be one of (case insensitive)"
                                + " [SASL_SSL, PLAINTEXT, SSL, SASL_PLAINTEXT]",
                        "kafka.properties.partitioner.class: 'no.Such' must be a class that is"
                                + " there",
                        "kafka.properties.sasl.login.refresh.window.jitter: '7' must be a number in"
                                + " [0.0,...,0.25]",
                        "kafka.properties.retries: the hidden value must be a whole number in"
                                + " [0,...,2147483647]");
    }

    @Test
    void shouldNameValuesThatDoNotGoTogether() {
        assertThat(problems("{acks: 1, enable.idempotence: true}"))
                .containsExactly(
                        "kafka.properties: Must set acks to all in order to use the idempotent"
                                + " producer. Otherwise we cannot guarantee idempotence.");
    }

    @Test
    void shouldNotShowWhatKafkaQuotesOfALogin() {
        assertThat(
                        problems(
                                "sasl.jaas.config: '%s username=gate password=my s3cret;'"
                                        .formatted(LOGIN)))
                .containsExactly(
                        "kafka.properties.sasl.jaas.config: the hidden value must be a JAAS"
                                + " configuration: Value not specified for key '***' in JAAS"
                                + " config");
    }

    @Test
    void shouldLeaveToKafkaWhatItsOwnProvidersLookUp() throws Exception {
        assertThat(
                        properties(
                                """
                                config.providers: env
                                config.providers.env.class: no.Such
                                max.poll.records: $${env:RECORDS}
                                """))
                .containsEntry("max.poll.records", "${env:RECORDS}");
    }

    @Test
    void shouldRefuseWhatAnotherKeyStandsFor() {
        assertThat(problems("transactional.id: x"))
                .containsExactly(
                        "kafka: properties must not have transactional.id: that is"
                                + " job.transactional-id-prefix");
    }

    @Test
    void shouldShowNoValueAsText() throws Exception {
        assertThat(kafka("ssl.key.password: ${env:PASSWORD}"))
                .hasToString("KafkaOptions[localhost:9092, prefix 'framewatch.']");
    }

    private Path file(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content, StandardCharsets.UTF_8);
    }

    private static Map<String, String> properties(String yaml) throws Exception {
        return kafka(yaml).properties();
    }

    private static KafkaOptions kafka(String yaml) throws Exception {
        Configuration configuration = parse(yaml);
        KafkaOptions kafka = configuration.section("kafka", KafkaOptions.class).orElse(null);
        configuration.check();
        return kafka;
    }

    private static List<String> problems(String yaml) {
        ConfigurationException problems =
                catchThrowableOfType(ConfigurationException.class, () -> kafka(yaml));
        assertThat(problems).message().doesNotContain("s3cret");
        return problems.problems();
    }

    private static Configuration parse(String properties) throws ConfigurationException {
        String yaml = "kafka:\n  properties:\n" + properties.indent(4);
        return Configuration.parse("test.yaml", yaml, ENVIRONMENT);
    }
}
