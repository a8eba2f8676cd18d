package io.framewatch.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventSchemaTest {

    private static final Schema CLASSIFICATION = schema(EventSchema.CLASSIFICATION);
    private static final Schema SHED_FRAME = schema(EventSchema.SHED_FRAME);
    private static final Schema ALERT = schema(EventSchema.ALERT);
    private static final Schema DEPLOYMENT = schema(EventSchema.MODEL_DEPLOYMENT);
    private static final Schema STATUS = schema(EventSchema.MODEL_STATUS);

    @Test
    void shouldAcceptWhatIsWritten() {
        assertThat(problems(CLASSIFICATION, EventJson.toBytes(Samples.CLASSIFICATION))).isEmpty();
        assertThat(problems(CLASSIFICATION, EventJson.toBytes(Samples.WITH_HEAD))).isEmpty();
        assertThat(problems(SHED_FRAME, EventJson.toBytes(Samples.SHED))).isEmpty();
        assertThat(problems(ALERT, EventJson.toBytes(Samples.STARTED))).isEmpty();
        assertThat(problems(ALERT, EventJson.toBytes(Samples.ENDED))).isEmpty();
        assertThat(problems(ALERT, EventJson.toBytes(Samples.ENDED_UNKNOWN))).isEmpty();
        for (Deployment deployment : Samples.DEPLOYMENTS.keySet()) {
            assertThat(problems(DEPLOYMENT, EventJson.toBytes(deployment))).isEmpty();
        }
        assertThat(problems(STATUS, EventJson.toBytes(Samples.SERVING))).isEmpty();
        assertThat(problems(STATUS, EventJson.toBytes(Samples.SET_ASIDE))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeNamedAsRecordsNameThem(EventSchema schema) {
        JsonNode node = schema(schema).getSchemaNode();

        assertThat(node.get("$id").textValue()).isEqualTo(schema.id().toString());
        assertThat(node.get("title").textValue()).isEqualTo(schema.type());
    }

    @Test
    void shouldDescribeEveryComponent() {
        assertDescribed(CLASSIFICATION.getSchemaNode(), Classification.class);
        assertDescribed(at(CLASSIFICATION, "/$defs/evidence"), Evidence.class);
        assertDescribed(at(CLASSIFICATION, "/$defs/scores/items"), LabelScore.class);
        assertDescribed(at(CLASSIFICATION, "/properties/heads/items"), HeadResult.class);
        assertDescribed(at(CLASSIFICATION, "/properties/timing"), Timing.class);
        assertDescribed(SHED_FRAME.getSchemaNode(), ShedFrame.class);
        assertDescribed(at(SHED_FRAME, "/properties/evidence"), Evidence.class);
        assertDescribed(ALERT.getSchemaNode(), Alert.class);
        assertDescribed(at(ALERT, "/properties/evidence"), Evidence.class);
        assertDescribed(DEPLOYMENT.getSchemaNode(), DeploymentJson.class);
        assertDescribed(STATUS.getSchemaNode(), ModelStatusJson.class);
    }

    @Test
    void shouldRefuseWhatTheContractDoesNotAllow() {
        assertRefused(ALERT, Samples.STARTED_JSON.replace("\"rule\":\"car\",", ""), "rule");
        assertRefused(ALERT, Samples.STARTED_JSON.replace("started", "STARTED"), "state");
        assertRefused(ALERT, Samples.STARTED_JSON.replace("started", "ended"), "to");
        assertRefused(
                ALERT,
                Samples.STARTED_JSON.replace("{\"id\"", "{\"endReason\":\"score-unknown\",\"id\""),
                "endReason");
        assertRefused(
                ALERT,
                Samples.STARTED_JSON.replace("\"peakScore\":0.9", "\"peakScore\":9"),
                "peak");
        assertRefused(
                CLASSIFICATION, Samples.CLASSIFICATION_JSON.replace("226900Z", "2269Z"), "timing");
        assertRefused(
                CLASSIFICATION, Samples.CLASSIFICATION_JSON.replace("0.8125", "1.1"), "score");
        assertRefused(STATUS, Samples.SERVING_JSON.replace("[\"van\"]", "[]"), "missingLabels");
        assertRefused(STATUS, Samples.SERVING_JSON.replace("active", "refused"), "reason");
        assertRefused(SHED_FRAME, Samples.SHED_JSON.replace("2100", "0"), "ageMillis");
    }

    private static void assertDescribed(JsonNode schema, Class<? extends Record> type) {
        List<String> components =
                Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
        JsonNode properties = schema.get("properties");

        assertThat(properties.fieldNames()).toIterable().containsExactlyElementsOf(components);
        assertThat(properties)
                .allSatisfy(
                        property ->
                                assertThat(property.has("description") || property.has("$ref"))
                                        .isTrue());
    }

    private static void assertRefused(Schema schema, String json, String message) {
        assertThat(problems(schema, json.getBytes(UTF_8)))
                .singleElement()
                .asString()
                .contains(message);
    }

    private static List<String> problems(Schema schema, byte[] json) {
        return schema.validate(new String(json, UTF_8), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static JsonNode at(Schema schema, String pointer) {
        return schema.getSchemaNode().at(pointer);
    }

    private static Schema schema(EventSchema schema) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema.text(), InputFormat.JSON);
    }
}
