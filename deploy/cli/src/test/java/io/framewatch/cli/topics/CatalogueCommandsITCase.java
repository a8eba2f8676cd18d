package io.framewatch.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewatch.cli.Framewatch;
import io.framewatch.cli.Workspace;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.topic.Topic;
import io.framewatch.topic.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./framewatch topics apply} and {@code diff} as a user runs them, on three brokers. */
@Timeout(180)
class CatalogueCommandsITCase {

    private static final int TOPICS = Topics.ALL.size();

    private static final List<EmbeddedBroker> brokers = new ArrayList<>();

    @TempDir Path folder;

    private String servers;
    private String prefix;
    private String err;

    @BeforeAll
    static void startBrokers() {
        brokers.add(EmbeddedBroker.start());
        brokers.add(brokers.get(0).startAnother(2));
        brokers.add(brokers.get(0).startAnother(3));
    }

    @AfterAll
    static void stopBrokers() {
        Collections.reverse(brokers);
        brokers.forEach(EmbeddedBroker::close);
    }

    @BeforeEach
    void choosePrefix(TestInfo test) {
        servers = broker().bootstrapServers();
        prefix = test.getTestMethod().orElseThrow().getName() + ".";
    }

    @Test
    void shouldCreateWhatIsMissingOnceWithThreeReplicas() throws Exception {
        assertThat(run(1, "diff")).hasSize(TOPICS).allMatch(line -> line.endsWith(" missing"));

        assertThat(run(0, "apply", "--retention", "frames=6h"))
                .hasSize(TOPICS)
                .allMatch(line -> line.endsWith(" created"));

        for (Topic<?> topic : Topics.ALL) {
            TopicDescription description = describe(topic);
            assertThat(description.partitions())
                    .as(topic.name())
                    .hasSize(topic.partitions().orElse(12))
                    .allMatch(partition -> partition.replicas().size() == 3);
            Config config = config(topic);
            assertThat(value(config, "min.insync.replicas")).isEqualTo("2");
            assertThat(value(config, "cleanup.policy"))
                    .isEqualTo(topic.isCompacted() ? "compact" : "delete");
        }
        assertThat(value(config(Topics.FRAMES), "retention.ms")).isEqualTo("21600000");
        assertThat(value(config(Topics.LEDGER), "retention.ms")).isEqualTo("2592000000");
        assertThat(value(config(Topics.RULES), "min.compaction.lag.ms")).isEqualTo("2592000000");
        assertThat(run(0, "apply")).allMatch(line -> line.endsWith(" unchanged"));
        assertThat(run(0, "diff")).allMatch(line -> line.endsWith(" unchanged"));
        assertThat(run(1, "diff", "--retention", "frames=7h"))
                .contains(
                        "topic/%sframes different: retention.ms 21600000, must be 25200000 (--alter)"
                                .formatted(prefix));
    }

    @Test
    void shouldReportWhatDiffersAndChangeItOnlyWhenAsked() throws Exception {
        broker().createTopic(
                        prefix + "frames",
                        4,
                        Map.of("cleanup.policy", "compact", "max.message.bytes", "500000"));
        broker().createTopic(prefix + "ledger", 12, Map.of("retention.ms", "1000"));
        broker().createTopic(prefix + "alerts", 12, Map.of("retention.ms", "-1"));

        assertThat(run(1, "apply", "--replication", "1"))
                .contains(
                        ("topic/%sframes different: partitions 4, must be 12 (--increase-partitions);"
                                        + " cleanup.policy compact, must be delete (--alter);"
                                        + " max.message.bytes 500000, must be at least 1048588"
                                        + " (--alter)")
                                .formatted(prefix),
                        ("topic/%sledger different: retention.ms 1000, must be at least 2592000000"
                                        + " (--alter)")
                                .formatted(prefix),
                        "topic/" + prefix + "alerts unchanged",
                        "topic/" + prefix + "rules created");

        assertThat(value(config(Topics.FRAMES), "cleanup.policy")).isEqualTo("compact");
        assertThat(value(config(Topics.LEDGER), "retention.ms")).isEqualTo("1000");
        assertThat(run(1, "apply", "--replication", "1", "--alter"))
                .contains(
                        "topic/" + prefix + "ledger configured: now retention.ms 2592000000",
                        ("topic/%sframes different: now cleanup.policy delete;"
                                        + " now max.message.bytes 1048588;"
                                        + " partitions 4, must be 12 (--increase-partitions)")
                                .formatted(prefix));
        assertThat(value(config(Topics.FRAMES), "cleanup.policy")).isEqualTo("delete");
        assertThat(value(config(Topics.LEDGER), "retention.ms")).isEqualTo("2592000000");
        assertThat(describe(Topics.FRAMES).partitions()).hasSize(4);
        assertThat(err).isEmpty();

        assertThat(run(0, "apply", "--replication", "1", "--increase-partitions"))
                .contains("topic/" + prefix + "frames configured: now partitions 12");

        assertThat(err).startsWith("Cameras have moved to other partitions. ");
        assertThat(describe(Topics.FRAMES).partitions()).hasSize(12);
        assertThat(run(0, "diff", "--replication", "1")).hasSize(TOPICS);
    }

    @Test
    void shouldGiveNoMorePartitionsToCompactedTopics() throws Exception {
        broker().createTopic(prefix + "rules", 2, Map.of("cleanup.policy", "compact"));
        broker().createTopic(prefix + "cameras", 5, Map.of("cleanup.policy", "compact"));
        broker().createTopic(prefix + "shed", 13);

        assertThat(run(1, "apply", "--replication", "1", "--alter", "--increase-partitions"))
                .contains(
                        "topic/%sshed different: partitions 13, must be 12 (cannot be changed)"
                                .formatted(prefix))
                .anyMatch(line -> line.contains("partitions 2, must be 1 (cannot be changed)"))
                .anyMatch(line -> line.contains("partitions 5, must be at least 64 (cannot be"));

        assertThat(describe(Topics.CAMERAS).partitions()).hasSize(5);
    }

    @Test
    void shouldNotRequireMoreReplicasInSyncThanThereAre() throws Exception {
        broker().createTopic(prefix + "alerts", 12);

        assertThat(run(1, "apply", "--alter"))
                .contains(
                        ("topic/%salerts different: replication.factor 1, must be at least 3"
                                        + " (kafka-reassign-partitions.sh); min.insync.replicas 1, must"
                                        + " be at least 2 (kafka-reassign-partitions.sh)")
                                .formatted(prefix));

        assertThat(value(config(Topics.ALERTS), "min.insync.replicas")).isEqualTo("1");
    }

    @Test
    void shouldListEverythingThatTheClusterRefuses() throws Exception {
        Map<String, String> authorizing =
                Map.of(
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "allow.everyone.if.no.acl.found",
                        "true");
        try (EmbeddedBroker strict = EmbeddedBroker.start(0, authorizing)) {
            servers = strict.bootstrapServers();
            strict.createTopic(prefix + "alerts", 12);
            denyOnTopic(prefix + "alerts", AclOperation.DESCRIBE_CONFIGS);
            denyOnTopic(prefix + "shed", AclOperation.CREATE);
            denyOnTopic(prefix + "models", AclOperation.DESCRIBE);
            deny(
                    new ResourcePattern(
                            ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL),
                    AclOperation.CREATE);

            JsonNode states = new ObjectMapper().readTree(text(2, "apply", "--output", "json"));

            List<String> refused = new ArrayList<>();
            for (JsonNode state : states) {
                if (state.get("status").asText().equals("refused")) {
                    refused.add(state.get("topic").asText() + ": " + state.get("refusal").asText());
                }
            }
            assertThat(states).hasSize(TOPICS);
            assertThat(refused)
                    .satisfiesExactly(
                            alerts ->
                                    assertThat(alerts)
                                            .startsWith(
                                                    prefix + "alerts: its settings cannot be read:")
                                            .contains("uthorization"),
                            shed ->
                                    assertThat(shed)
                                            .startsWith(prefix + "shed: ")
                                            .contains("uthorization"),
                            models ->
                                    assertThat(models)
                                            .startsWith(prefix + "models: ")
                                            .contains("uthoriz"));
        }
    }

    @Test
    void shouldNameOptionsThatAreWrong() throws Exception {
        text(2, "diff", "--retention", "rules=6h");
        assertThat(err)
                .isEqualTo(
                        "framewatch topics diff: --retention: the records of rules stay, it is"
                                + " compacted\n");
        text(2, "apply", "--replication", "0");
        assertThat(err)
                .isEqualTo(
                        "framewatch topics apply: --replication: replicas 0 must be from 1 to"
                                + " 32767\n");
    }

    private static EmbeddedBroker broker() {
        return brokers.get(0);
    }

    private void denyOnTopic(String topic, AclOperation operation) throws Exception {
        deny(new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL), operation);
    }

    /** Denies one operation and allows all others. */
    private void deny(ResourcePattern resource, AclOperation operation) throws Exception {
        try (Admin admin = admin()) {
            admin.createAcls(
                            List.of(
                                    entry(resource, operation, AclPermissionType.DENY),
                                    entry(resource, AclOperation.ALL, AclPermissionType.ALLOW)))
                    .all()
                    .get();
        }
    }

    private static AclBinding entry(
            ResourcePattern resource, AclOperation operation, AclPermissionType permission) {
        return new AclBinding(
                resource, new AccessControlEntry("User:ANONYMOUS", "*", operation, permission));
    }

    private TopicDescription describe(Topic<?> topic) throws Exception {
        String name = prefix + topic.name();
        try (Admin admin = admin()) {
            return admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
        }
    }

    private Config config(Topic<?> topic) throws Exception {
        ConfigResource resource =
                new ConfigResource(ConfigResource.Type.TOPIC, prefix + topic.name());
        try (Admin admin = admin()) {
            return admin.describeConfigs(List.of(resource)).all().get().get(resource);
        }
    }

    private static String value(Config config, String setting) {
        return config.get(setting).value();
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", servers));
    }

    private List<String> run(int exitCode, String... arguments) throws Exception {
        return text(exitCode, arguments).lines().toList();
    }

    private String text(int exitCode, String... arguments) throws Exception {
        Path config =
                Files.writeString(
                        folder.resolve("framewatch.yaml"),
                        "kafka: {bootstrap-servers: '%s', topic-prefix: %s, partitions: 12}\n"
                                .formatted(servers, prefix));
        List<String> all = new ArrayList<>(List.of("topics"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", config.toString()));
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        try (Workspace workspace = Workspace.create()) {
            CommandLine commandLine =
                    Framewatch.commandLine(workspace)
                            .setOut(new PrintWriter(out, true))
                            .setErr(new PrintWriter(errors, true));
            assertThat(commandLine.execute(all.toArray(String[]::new)))
                    .as("%s%s", out, errors)
                    .isEqualTo(exitCode);
        }
        err = errors.toString();
        return out.toString();
    }
}
