package io.framewatch.kubernetes;

import static io.framewatch.kubernetes.Manifests.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.consumer.forward.ForwardOptions;
import io.framewatch.ingest.IngestOptions;
import io.framewatch.ingest.metrics.EndpointOptions;
import io.framewatch.job.FramewatchJob;
import io.framewatch.job.JobOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the manifests tell the processes. Needs Python with venv and its registry. */
@Timeout(300)
class SettingsITCase {

    private static final Pattern SECRET_FILE = Pattern.compile("/run/secrets/[a-z/.-]+");

    @TempDir private Path secrets;

    private final Manifests manifests = Manifests.of(Manifests.EXAMPLE);
    private final JsonNode flink = manifests.flink().path("spec");
    private final Map<String, String> settings =
            new HashMap<>(strings(flink.path("flinkConfiguration")));

    @Test
    void shouldSetOptionsThatFlinkAndItsOperatorKnow() throws Exception {
        assertThat(FlinkSettings.problems(settings)).isEmpty();
    }

    @Test
    void shouldTellOptionsThatNobodyKnows() throws Exception {
        settings.put("jobmanager.schedular", "adaptive");
        settings.put("heartbeat.timeout", "10 x");
        settings.put("jobmanager.scheduler", "quick");

        assertThat(FlinkSettings.problems(settings))
                .hasSize(3)
                .contains("jobmanager.schedular: there is no such option")
                .anyMatch(problem -> problem.startsWith("heartbeat.timeout: 10 x: "))
                .anyMatch(problem -> problem.startsWith("jobmanager.scheduler: quick: "));
    }

    @Test
    void shouldNameClassesOfFlinkAndOfTheJob() throws Exception {
        String reporter = settings.get("metrics.reporter.prom.factory.class");

        assertThat(Class.forName(reporter)).isPublic();
        assertThat(flink.at("/job/entryClass").asText()).isEqualTo(FramewatchJob.class.getName());
    }

    /** In native mode the image's own files are covered by those of the operator. */
    @Test
    void shouldLogAndMeasureAsTheImageDoes() throws IOException {
        Path docker = Path.of("../docker");

        assertThat(flink.at("/logConfiguration/log4j-console.properties").asText())
                .isEqualTo(Files.readString(docker.resolve("log4j-console.properties")));
        assertThat(Files.readString(docker.resolve("job.Dockerfile")))
                .contains("metrics.reporter.prom.filterLabelValueCharacters=false");
        assertThat(settings)
                .containsEntry("metrics.reporter.prom.filterLabelValueCharacters", "false");
    }

    /** Flink's own sums, which refuse parts that do not fit into the process. */
    @Test
    void shouldGiveProcessesMemoryThatAddsUp() {
        org.apache.flink.configuration.Configuration configuration =
                org.apache.flink.configuration.Configuration.fromMap(settings);
        configuration.set(
                TaskManagerOptions.CPU_CORES, flink.at("/taskManager/resource/cpu").asDouble());
        configuration.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, memory("taskManager"));
        TaskExecutorProcessSpec task =
                TaskExecutorProcessUtils.processSpecFromConfig(configuration);
        configuration.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, memory("jobManager"));
        JobManagerProcessSpec job = JobManagerProcessUtils.processSpecFromConfig(configuration);

        assertThat(task.getTaskHeapSize()).isGreaterThanOrEqualTo(MemorySize.ofMebiBytes(365));
        assertThat(task.getManagedMemorySize()).isEqualTo(MemorySize.ZERO);
        assertThat(job.getJvmHeapMemorySize()).isGreaterThanOrEqualTo(MemorySize.ofMebiBytes(512));
    }

    @Test
    void shouldScaleInStepsThatShareThePartitionsEvenly() throws Exception {
        int partitions = Integer.parseInt(settings.get("pipeline.max-parallelism"));
        JobOptions job = JobOptions.of(configuration());

        assertThat(job.kafka().partitions()).isEqualTo(partitions);
        assertThat(settings.get("job.autoscaler.vertex.max-parallelism"))
                .isEqualTo(Integer.toString(partitions));
        assertThat(IntStream.rangeClosed(1, partitions).filter(n -> partitions % n == 0).count())
                .isGreaterThanOrEqualTo(16);
        // the file's parallelism wins over the FlinkDeployment's, so they must not differ
        assertThat(flink.at("/job/parallelism").asInt()).isEqualTo(job.execution().parallelism());
        assertThat(partitions % job.execution().parallelism()).isZero();
        assertThat(flink.at("/taskManager/resource/cpu").asInt())
                .isEqualTo(Integer.parseInt(settings.get("taskmanager.numberOfTaskSlots")));
    }

    @Test
    void shouldHoldAConfigurationThatEveryComponentTakes() throws Exception {
        IngestOptions ingest = IngestOptions.of(configuration(), Map.of());
        ForwardOptions forward = ForwardOptions.of(configuration());
        Configuration file = configuration();
        EndpointOptions metrics = file.section("metrics", EndpointOptions.class).orElseThrow();

        assertThat(ingest.group().camerasFromTopic()).isTrue();
        assertThat(forward.channels()).isNotEmpty();
        for (String deployment : List.of("framewatch-ingest", "framewatch-forward")) {
            JsonNode port =
                    manifests
                            .named("Deployment", deployment)
                            .at("/spec/template/spec/containers/0/ports/0/containerPort");
            assertThat(metrics.port()).isEqualTo(port.asInt());
        }
        assertThat(flink.at("/podTemplate/spec/containers/0/ports/0/containerPort").asText())
                .isEqualTo(settings.get("metrics.reporter.prom.port"));
    }

    @Test
    void shouldTellAConfigurationThatIsWrong() {
        String text = manifests.configuration().replace("parallelism: 2", "parallelism: 0");

        assertThatThrownBy(() -> JobOptions.of(configuration(text)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("job.parallelism");
    }

    @Test
    void shouldMountTheFilesThatTheConfigurationNames() {
        Map<String, Set<String>> users =
                Map.of(
                        "/run/secrets/kafka",
                        Set.of(
                                "framewatch-ingest",
                                "framewatch-forward",
                                "framewatch-topics",
                                "jobmanager",
                                "taskmanager"),
                        "/run/secrets/cameras",
                        Set.of("framewatch-ingest"),
                        "/run/secrets/channels",
                        Set.of("framewatch-forward"));
        Set<String> named =
                SECRET_FILE
                        .matcher(manifests.configuration())
                        .results()
                        .map(match -> Path.of(match.group()).getParent().toString())
                        .collect(Collectors.toSet());

        assertThat(named).isEqualTo(users.keySet());
        for (Manifests.Pods pods : manifests.pods()) {
            List<String> mounts =
                    pods.containers().stream()
                            .flatMap(c -> Manifests.list(c.path("volumeMounts")).stream())
                            .map(mount -> mount.path("mountPath").asText())
                            .toList();
            users.forEach(
                    (folder, of) ->
                            assertThat(mounts.contains(folder))
                                    .as(folder + " in " + pods.name())
                                    .isEqualTo(of.contains(pods.name())));
        }
    }

    /** Nobody shares a user of Kafka with another component. */
    @Test
    void shouldDocumentEverySecret() throws IOException {
        Set<String> used = ReferenceRules.secrets(manifests);
        String page = Files.readString(Path.of("../../docs/kubernetes.md"));

        assertThat(used)
                .contains(
                        "framewatch-kafka-ingest",
                        "framewatch-kafka-job",
                        "framewatch-kafka-forward",
                        "framewatch-kafka-topics")
                .allSatisfy(secret -> assertThat(page).contains("| `" + secret + "` |"));
    }

    private MemorySize memory(String part) {
        return MemorySize.parse(flink.path(part).at("/resource/memory").asText());
    }

    private Configuration configuration() throws Exception {
        return configuration(manifests.configuration());
    }

    /** The file as a pod reads it, with made-up secrets. */
    private Configuration configuration(String text) throws Exception {
        for (var match : SECRET_FILE.matcher(text).results().toList()) {
            Path file = Path.of(match.group().replace("/run/secrets", secrets.toString()));
            Files.createDirectories(file.getParent());
            Files.writeString(file, "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=\n");
        }
        return Configuration.parse(
                "framewatch.yaml", text.replace("/run/secrets", secrets.toString()));
    }
}
