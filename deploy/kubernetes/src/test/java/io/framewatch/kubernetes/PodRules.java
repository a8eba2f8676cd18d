package io.framewatch.kubernetes;

import static io.framewatch.kubernetes.Manifests.list;

import com.fasterxml.jackson.databind.JsonNode;
import io.framewatch.kubernetes.Manifests.Pods;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each pod has to be: what the <a
 * href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">restricted</a> level
 * of Kubernetes wants, a file system that cannot be written, and an image with a version.
 */
final class PodRules {

    private static final Map<String, Object> OF_PODS =
            Map.of("/runAsNonRoot", true, "/seccompProfile/type", "RuntimeDefault");
    private static final Map<String, Object> OF_CONTAINERS =
            Map.of(
                    "/allowPrivilegeEscalation", false,
                    "/readOnlyRootFilesystem", true,
                    "/capabilities/drop/0", "ALL");
    private static final List<String> VOLUMES = List.of("configMap", "secret", "emptyDir");

    private PodRules() {}

    /** What differs; empty if nothing does. */
    static List<String> problems(Manifests manifests) {
        List<String> problems = new ArrayList<>();
        for (Pods pods : manifests.pods()) {
            JsonNode context = pods.spec().path("securityContext");
            problems.addAll(problems(pods.name(), context, OF_PODS));
            for (JsonNode container : pods.containers()) {
                String at = pods.name() + ", container " + container.path("name").asText();
                problems.addAll(problems(at, container.path("securityContext"), OF_CONTAINERS));
                problems.addAll(problemsOfImage(at, container.path("image").asText()));
                if (!isMountedAt(container, "/tmp") && !container.has("command")) {
                    problems.add(at + ": /tmp cannot be written");
                }
            }
            for (JsonNode volume : list(pods.spec().path("volumes"))) {
                if (VOLUMES.stream().noneMatch(volume::has)) {
                    problems.add(pods.name() + ": volume " + volume + " must be of " + VOLUMES);
                }
            }
        }
        return problems;
    }

    private static List<String> problems(String at, JsonNode context, Map<String, Object> rules) {
        List<String> problems = new ArrayList<>();
        new TreeMap<>(rules)
                .forEach(
                        (key, value) -> {
                            if (!context.at(key).asText().equals(value.toString())) {
                                problems.add(
                                        "%s: securityContext%s must be %s"
                                                .formatted(at, key, value));
                            }
                        });
        return problems;
    }

    private static List<String> problemsOfImage(String at, String image) {
        return image.matches("[^:@]+(:[0-9][\\w.-]*)?(@sha256:[0-9a-f]{64})?")
                        && image.matches(".*[:@].*")
                ? List.of()
                : List.of("%s: image %s must have a version or a digest".formatted(at, image));
    }

    private static boolean isMountedAt(JsonNode container, String path) {
        return list(container.path("volumeMounts")).stream()
                .anyMatch(mount -> mount.path("mountPath").asText().equals(path));
    }
}
