package io.framewatch.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The manifests of the example, held against schemas and against each other. Each rule is also seen
 * to fail. Needs Python with venv and its registry.
 */
@Timeout(300)
class ManifestsITCase {

    private Manifests manifests;

    @BeforeEach
    void render() {
        manifests = Manifests.of(Manifests.EXAMPLE);
    }

    @Test
    void shouldBeWhatTheirKindsAllow() throws Exception {
        assertThat(manifests.all()).hasSizeGreaterThan(20);
        assertThat(problemsOfSchemas()).isEmpty();
    }

    @Test
    void shouldTellWhatASchemaRefuses() throws Exception {
        // a wrong type, a wrong name, a value that is none of the list, for each source of schemas
        at(manifests.named("Deployment", "framewatch-ingest"), "/spec").put("replicas", "three");
        at(manifests.named("PodDisruptionBudget", "framewatch-ingest"), "/spec")
                .put("maxUnavailabel", 1);
        at(manifests.flink(), "/spec").put("flinkVersion", "v9_9");
        at(manifests.flink(), "/spec/taskManager").put("replica", 2);
        at(manifests.flink(), "/spec/podTemplate/spec").put("volume", "x");
        at(manifests.named("PodMonitor", "framewatch"), "/spec/podMetricsEndpoints/0")
                .put("intervall", "3s");

        assertThat(String.join("\n", problemsOfSchemas()))
                .contains("replicas")
                .contains("maxUnavailabel")
                .contains("flinkVersion")
                .contains("replica'")
                .contains("'volume'")
                .contains("intervall");
    }

    @Test
    void shouldNameWhatIsThere() {
        assertThat(ReferenceRules.problems(manifests)).isEmpty();
        assertThat(ReferenceRules.problemsOfSelectors(manifests)).isEmpty();
    }

    @Test
    void shouldTellWhatIsNotThere() {
        at(manifests.named("ConfigMap", "framewatch-configuration"), "/metadata")
                .put("name", "framewatch");
        at(manifests.named("Role", "framewatch-job"), "/rules/2")
                .withArray("/resourceNames")
                .removeAll()
                .add("framewatch-m85f9cff9k");
        at(manifests.named("ServiceAccount", "framewatch-job"), "/metadata").put("name", "flink");
        container("framewatch-ingest").withObject("/readinessProbe/httpGet").put("port", "http");

        assertThat(ReferenceRules.problems(manifests))
                .anyMatch(problem -> problem.matches("taskmanager: there is no ConfigMap .*"))
                .contains("there is no ServiceAccount framewatch-job")
                .contains("Role framewatch-job: there is no framewatch-m85f9cff9k")
                .contains("framewatch-ingest, container ingest: readinessProbe asks port http");
    }

    @Test
    void shouldTellWhatSelectsNothing() {
        at(manifests.named("PodDisruptionBudget", "framewatch-jobmanager"), "/spec/selector")
                .putObject("matchLabels")
                .put("app", "flink");
        at(manifests.named("Deployment", "framewatch-forward"), "/spec/template/metadata/labels")
                .put("app.kubernetes.io/component", "forwarder");
        container("framewatch-ingest").remove("ports");
        at(manifests.flink(), "/spec/podTemplate/spec/containers/0").remove("ports");

        assertThat(ReferenceRules.problemsOfSelectors(manifests))
                .contains(
                        "PodDisruptionBudget framewatch-jobmanager selects no pods",
                        "Deployment framewatch-forward does not select its own pods",
                        "framewatch-forward spreads other pods than its own",
                        "PodMonitor framewatch names port metrics, which none of its pods has");
    }

    @Test
    void shouldRunPodsWithoutRights() {
        assertThat(manifests.pods())
                .extracting(Manifests.Pods::name)
                .containsExactlyInAnyOrder(
                        "framewatch-ingest",
                        "framewatch-forward",
                        "framewatch-topics",
                        "jobmanager",
                        "taskmanager");
        assertThat(PodRules.problems(manifests)).isEmpty();
    }

    @Test
    void shouldTellWhichPodHasRights() {
        at(manifests.flink(), "/spec").put("image", "framewatch/job:latest");
        at(manifests.flink(), "/spec/podTemplate/spec/securityContext").put("runAsNonRoot", false);
        at(container("framewatch-ingest"), "/securityContext").remove("capabilities");
        at(container("framewatch-forward"), "/securityContext").remove("readOnlyRootFilesystem");

        assertThat(PodRules.problems(manifests))
                .contains(
                        "taskmanager: securityContext/runAsNonRoot must be true",
                        "jobmanager, container flink-main-container: image framewatch/job:latest"
                                + " must have a version or a digest",
                        "framewatch-ingest, container ingest: securityContext/capabilities/drop/0"
                                + " must be ALL",
                        "framewatch-forward, container forward:"
                                + " securityContext/readOnlyRootFilesystem must be true");
    }

    @Test
    void shouldUseTheImagesOfThisVersion() {
        List<String> images =
                Manifests.of("base").pods().stream()
                        .flatMap(pods -> pods.containers().stream())
                        .map(container -> container.path("image").asText())
                        .distinct()
                        .toList();
        String version = System.getProperty("framewatch.version");

        assertThat(images)
                .containsExactlyInAnyOrder(
                        "framewatch/ingest:" + version,
                        "framewatch/tools:" + version,
                        "framewatch/job:" + version);
    }

    private List<String> problemsOfSchemas() throws Exception {
        List<String> problems = new ArrayList<>();
        for (JsonNode resource : manifests.all()) {
            problems.addAll(ResourceSchemas.problems(resource));
        }
        for (Manifests.Pods pods : manifests.pods()) {
            problems.addAll(ResourceSchemas.problems(pods));
        }
        return problems;
    }

    private ObjectNode container(String deployment) {
        return at(manifests.named("Deployment", deployment), "/spec/template/spec/containers/0");
    }

    private static ObjectNode at(JsonNode resource, String pointer) {
        return (ObjectNode) resource.at(pointer);
    }
}
