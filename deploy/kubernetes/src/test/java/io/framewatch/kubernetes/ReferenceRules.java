package io.framewatch.kubernetes;

import static io.framewatch.kubernetes.Manifests.list;
import static io.framewatch.kubernetes.Manifests.name;
import static io.framewatch.kubernetes.Manifests.strings;

import com.fasterxml.jackson.databind.JsonNode;
import io.framewatch.kubernetes.Manifests.Pods;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Names that one part of the manifests gives and another part uses. */
final class ReferenceRules {

    private ReferenceRules() {}

    /** What is named and is not there; empty if there is nothing. */
    static List<String> problems(Manifests manifests) {
        List<String> problems = new ArrayList<>();
        for (Pods pods : manifests.pods()) {
            for (JsonNode volume : list(pods.spec().path("volumes"))) {
                JsonNode map = volume.at("/configMap/name");
                if (!map.isMissingNode() && !isThere(manifests, "ConfigMap", map.asText())) {
                    problems.add(pods.name() + ": there is no ConfigMap " + map.asText());
                }
            }
            problems.addAll(problemsOfContainers(pods));
        }
        problems.addAll(problemsOfAccounts(manifests));
        problems.addAll(problemsOfRoles(manifests));
        return problems;
    }

    /** The Secrets that pods use; they are made by whoever installs. */
    static Set<String> secrets(Manifests manifests) {
        Set<String> secrets = new TreeSet<>();
        for (Pods pods : manifests.pods()) {
            for (JsonNode volume : list(pods.spec().path("volumes"))) {
                secrets.add(volume.at("/secret/secretName").asText());
            }
            for (JsonNode container : pods.containers()) {
                for (JsonNode source : list(container.path("envFrom"))) {
                    secrets.add(source.at("/secretRef/name").asText());
                }
            }
        }
        secrets.remove("");
        return secrets;
    }

    private static List<String> problemsOfContainers(Pods pods) {
        List<String> problems = new ArrayList<>();
        List<String> volumes = names(pods.spec().path("volumes"));
        for (JsonNode container : pods.containers()) {
            String at = pods.name() + ", container " + container.path("name").asText();
            for (JsonNode mount : list(container.path("volumeMounts"))) {
                if (!volumes.contains(mount.path("name").asText())) {
                    problems.add(at + ": there is no volume " + mount.path("name").asText());
                }
            }
            List<String> ports = names(container.path("ports"));
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                JsonNode port = container.path(probe).at("/httpGet/port");
                if (!port.isMissingNode() && !ports.contains(port.asText())) {
                    problems.add("%s: %s asks port %s".formatted(at, probe, port.asText()));
                }
            }
        }
        return problems;
    }

    private static List<String> problemsOfAccounts(Manifests manifests) {
        List<String> problems = new ArrayList<>();
        List<String> used = new ArrayList<>();
        manifests.pods().forEach(p -> used.add(p.spec().path("serviceAccountName").asText("")));
        manifests
                .ofKind("FlinkDeployment")
                .forEach(flink -> used.add(flink.at("/spec/serviceAccount").asText()));
        for (JsonNode binding : manifests.ofKind("RoleBinding")) {
            list(binding.path("subjects")).forEach(s -> used.add(s.path("name").asText()));
            String role = binding.at("/roleRef/name").asText();
            if (!isThere(manifests, "Role", role)) {
                problems.add("RoleBinding " + name(binding) + ": there is no Role " + role);
            }
        }
        for (String account : used) {
            if (!account.isEmpty() && !isThere(manifests, "ServiceAccount", account)) {
                problems.add("there is no ServiceAccount " + account);
            }
        }
        return problems;
    }

    /** They name the Deployment that the operator makes of the FlinkDeployment. */
    private static List<String> problemsOfRoles(Manifests manifests) {
        List<String> problems = new ArrayList<>();
        for (JsonNode role : manifests.ofKind("Role")) {
            for (JsonNode resources : role.findValues("resourceNames")) {
                for (JsonNode resource : list(resources)) {
                    if (!isThere(manifests, "FlinkDeployment", resource.asText())) {
                        problems.add(
                                "Role %s: there is no %s".formatted(name(role), resource.asText()));
                    }
                }
            }
        }
        return problems;
    }

    private static boolean isThere(Manifests manifests, String kind, String name) {
        return manifests.ofKind(kind).stream().anyMatch(resource -> name(resource).equals(name));
    }

    private static List<String> names(JsonNode elements) {
        return list(elements).stream().map(element -> element.path("name").asText()).toList();
    }

    /** Selectors of labels, and the ports that are asked for on what they select. */
    static List<String> problemsOfSelectors(Manifests manifests) {
        List<String> problems = new ArrayList<>();
        for (JsonNode deployment : manifests.ofKind("Deployment")) {
            Map<String, String> labels = strings(deployment.at("/spec/template/metadata/labels"));
            if (!selects(deployment.at("/spec/selector"), labels)) {
                problems.add("Deployment " + name(deployment) + " does not select its own pods");
            }
        }
        for (String kind : List.of("PodDisruptionBudget", "PodMonitor", "NetworkPolicy")) {
            String at = kind.equals("NetworkPolicy") ? "/spec/podSelector" : "/spec/selector";
            for (JsonNode resource : manifests.ofKind(kind)) {
                String what = kind + " " + name(resource);
                problems.addAll(
                        problemsOfSelection(
                                what, selected(manifests, resource.at(at)), ports(resource)));
            }
        }
        for (Pods pods : manifests.pods()) {
            for (JsonNode spread : list(pods.spec().path("topologySpreadConstraints"))) {
                if (!selects(spread.path("labelSelector"), pods.labels())) {
                    problems.add(pods.name() + " spreads other pods than its own");
                }
            }
        }
        return problems;
    }

    private static List<String> problemsOfSelection(
            String what, List<Pods> selected, List<String> ports) {
        if (selected.isEmpty()) {
            return List.of(what + " selects no pods");
        }
        return ports.stream()
                .filter(port -> selected.stream().noneMatch(pods -> hasPort(pods, port)))
                .map(port -> what + " names port " + port + ", which none of its pods has")
                .toList();
    }

    /** Ports by name, which a number would never miss. */
    private static List<String> ports(JsonNode resource) {
        List<String> ports = new ArrayList<>();
        list(resource.at("/spec/podMetricsEndpoints"))
                .forEach(endpoint -> ports.add(endpoint.path("port").asText()));
        for (JsonNode rule : list(resource.at("/spec/ingress"))) {
            list(rule.path("ports")).stream()
                    .filter(port -> port.path("port").isTextual())
                    .forEach(port -> ports.add(port.path("port").asText()));
        }
        return ports;
    }

    private static boolean hasPort(Pods pods, String port) {
        return pods.containers().stream()
                .anyMatch(container -> names(container.path("ports")).contains(port));
    }

    private static List<Pods> selected(Manifests manifests, JsonNode selector) {
        return manifests.pods().stream().filter(pods -> selects(selector, pods.labels())).toList();
    }

    private static boolean selects(JsonNode selector, Map<String, String> labels) {
        boolean matches =
                labels.entrySet().containsAll(strings(selector.path("matchLabels")).entrySet());
        for (JsonNode expression : list(selector.path("matchExpressions"))) {
            // No manifest has another operator.
            matches &=
                    expression.path("operator").asText().equals("In")
                            && list(expression.path("values")).stream()
                                    .map(JsonNode::asText)
                                    .toList()
                                    .contains(labels.get(expression.path("key").asText()));
        }
        return matches;
    }
}
