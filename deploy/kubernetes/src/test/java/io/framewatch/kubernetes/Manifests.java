package io.framewatch.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What Kustomize makes of a folder.
 *
 * @param all the resources, which a test may break
 */
record Manifests(List<ObjectNode> all) {

    /** The folder that an installation copies. */
    static final String EXAMPLE = "overlays/example";

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String FLINK = "FlinkDeployment";

    /**
     * A kind of pods.
     *
     * @param name what it belongs to
     * @param labels what each pod has
     * @param spec the pod's
     */
    record Pods(String name, Map<String, String> labels, JsonNode spec) {

        List<JsonNode> containers() {
            return Stream.of("containers", "initContainers")
                    .flatMap(key -> list(spec.path(key)).stream())
                    .toList();
        }
    }

    /** Renders a folder anew. */
    static Manifests of(String folder) {
        try {
            String text =
                    KubernetesTools.run(KubernetesTools.kubectl().toString(), "kustomize", folder);
            try (MappingIterator<ObjectNode> documents =
                    YAML.readerFor(ObjectNode.class).readValues(text)) {
                return new Manifests(documents.readAll());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<ObjectNode> ofKind(String... kinds) {
        return all.stream()
                .filter(resource -> List.of(kinds).contains(resource.path("kind").asText()))
                .toList();
    }

    /** The only one of its kind with this name, or with this name and a hash. */
    ObjectNode named(String kind, String name) {
        return ofKind(kind).stream()
                .filter(resource -> name(resource).matches(name + "(-[a-z0-9]{10})?"))
                .reduce(
                        (one, other) -> {
                            throw new IllegalStateException(kind + " " + name + " is there twice");
                        })
                .orElseThrow(() -> new IllegalStateException("there is no " + kind + " " + name));
    }

    ObjectNode flink() {
        return named(FLINK, "framewatch");
    }

    /** The file that the processes read. */
    String configuration() {
        return named("ConfigMap", "framewatch-configuration").at("/data/framewatch.yaml").asText();
    }

    /** Every kind of pods, those that Flink makes too. */
    List<Pods> pods() {
        List<Pods> pods = new ArrayList<>();
        for (JsonNode owner : ofKind("Deployment", "Job")) {
            JsonNode template = owner.at("/spec/template");
            pods.add(
                    new Pods(
                            name(owner),
                            strings(template.at("/metadata/labels")),
                            template.path("spec")));
        }
        for (JsonNode flink : ofKind(FLINK)) {
            for (String part : List.of("jobManager", "taskManager")) {
                // Flink's native mode labels its pods so.
                String component = part.toLowerCase(Locale.ROOT);
                Map<String, String> labels = Map.of("app", name(flink), "component", component);
                pods.add(new Pods(component, labels, flinkPod(flink, part)));
            }
        }
        return pods;
    }

    static String name(JsonNode resource) {
        return resource.at("/metadata/name").asText();
    }

    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    static Map<String, String> strings(JsonNode object) {
        return YAML.convertValue(
                object.isMissingNode() ? YAML.createObjectNode() : object,
                YAML.getTypeFactory().constructMapType(Map.class, String.class, String.class));
    }

    /** The template of all pods with what this part adds, as the operator merges them. */
    private static JsonNode flinkPod(JsonNode flink, String part) {
        ObjectNode spec = flink.at("/spec/podTemplate/spec").deepCopy();
        JsonNode added = flink.path("spec").path(part).at("/podTemplate/spec");
        added.properties().forEach(field -> spec.set(field.getKey(), field.getValue()));
        for (JsonNode container : spec.path("containers")) {
            ((ObjectNode) container).set("image", flink.at("/spec/image"));
        }
        return spec;
    }
}
