package io.framewatch.kubernetes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Schemas of Kubernetes' own kinds and of those that its operators add. */
final class ResourceSchemas {

    private static final String FLINK_DEPLOYMENT = "/flink-deployment.schema.json";
    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private ResourceSchemas() {}

    /** What is wrong with a resource; empty if its kind allows it. */
    static List<String> problems(JsonNode resource) throws IOException, InterruptedException {
        String what = resource.path("kind").asText() + " " + Manifests.name(resource);
        List<String> problems =
                switch (resource.path("kind").asText()) {
                    case "FlinkDeployment" -> problems(flinkDeployment(), resource);
                    case "PodMonitor" -> problemsOfPodMonitor(resource);
                    default ->
                            problems(
                                    schema(
                                            resource.path("kind").asText(),
                                            resource.path("apiVersion").asText()),
                                    resource);
                };
        return problems.stream().map(problem -> what + ": " + problem).toList();
    }

    /** What is wrong with a pod that Flink makes of its templates. */
    static List<String> problems(Manifests.Pods pods) throws IOException, InterruptedException {
        return problems(schema("podspec", "v1"), pods.spec()).stream()
                .map(problem -> pods.name() + ": " + problem)
                .toList();
    }

    private static List<String> problems(Schema schema, JsonNode resource) {
        return schema.validate(resource).stream().map(Object::toString).toList();
    }

    /** Of Kubernetes itself, with its definitions, which lie in another file, inside. */
    private static Schema schema(String kind, String apiVersion)
            throws IOException, InterruptedException {
        Path file = KubernetesTools.schema(kind, apiVersion);
        ObjectMapper json = new ObjectMapper();
        ObjectNode schema = (ObjectNode) json.readTree(inside(file));
        schema.remove("$id");
        schema.set(
                "$defs",
                json.readTree(inside(file.resolveSibling("_definitions.json"))).path("$defs"));
        return SCHEMAS.getSchema(schema);
    }

    private static String inside(Path file) throws IOException {
        return Files.readString(file).replace("/api/_definitions.json#", "#");
    }

    private static Schema flinkDeployment() throws IOException {
        try (InputStream file = ResourceSchemas.class.getResourceAsStream(FLINK_DEPLOYMENT)) {
            return SCHEMAS.getSchema(new ObjectMapper().readTree(file));
        }
    }

    /** Classes made of its definition; each takes unknown keys unless it is told not to. */
    private static List<String> problemsOfPodMonitor(JsonNode resource) {
        ObjectMapper strict =
                new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        strict.setAnnotationIntrospector(
                new JacksonAnnotationIntrospector() {
                    @Override
                    public Boolean hasAnySetter(Annotated member) {
                        return false;
                    }
                });
        try {
            strict.treeToValue(resource, PodMonitor.class);
            return List.of();
        } catch (IOException e) {
            return List.of(e.getMessage());
        }
    }
}
