package io.framewatch.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.framewatch.event.Alert;
import io.framewatch.event.AlertMark;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.Classification;
import io.framewatch.event.Event;
import io.framewatch.event.EventJson;
import io.framewatch.event.EventType;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.HeadResult;
import io.framewatch.event.IngestedFrames;
import io.framewatch.event.LabelScore;
import io.framewatch.event.LedgerEntry;
import io.framewatch.event.ModelAgreement;
import io.framewatch.event.RuleCondition;
import io.framewatch.event.Samples;
import io.framewatch.event.Schedule;
import io.framewatch.event.ShedFrame;
import io.framewatch.event.Timing;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of event in the catalogue against its schema. */
class EventTypeTest {

    private static final List<Event> WRITTEN =
            List.of(
                    Samples.CLASSIFICATION,
                    Samples.WITH_HEAD,
                    Samples.WITH_CAMERA_TIME,
                    Samples.SHED,
                    Samples.STARTED,
                    Samples.ENDED,
                    Samples.ENDED_UNKNOWN,
                    Samples.WITH_PICTURE,
                    Samples.SILENT,
                    Samples.MARK,
                    Samples.DEPLOYMENT,
                    Samples.SHADOW,
                    Samples.DEPLOYMENT.retired(Instant.EPOCH),
                    Samples.HEAD,
                    Samples.SERVING,
                    Samples.SET_ASIDE,
                    Samples.AGREEMENT,
                    Samples.CAMERA,
                    Samples.CAMERA_STATUS,
                    Samples.CAMERA_COVERED,
                    Samples.RULE,
                    Samples.RULES.get(0),
                    Samples.RULES.get(1),
                    Samples.RULES.get(2),
                    Samples.LEDGER_ENTRY,
                    Samples.INGESTED);

    private static Stream<EventType<?>> types() {
        return Topics.ALL.stream().flatMap(topic -> topic.eventTypes().stream());
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldAcceptWhatIsWritten(EventType<?> type) {
        List<Event> written = WRITTEN.stream().filter(type.javaType()::isInstance).toList();

        assertThat(written).isNotEmpty();
        for (Event event : written) {
            assertThat(problems(schema(type), EventJson.toBytes(event))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldBeNamedAsRecordsNameThem(EventType<?> type) {
        JsonNode node = schema(type).getSchemaNode();

        assertThat(node.get("$id").textValue()).isEqualTo(type.schemaId().toString());
        assertThat(node.get("title").textValue()).isEqualTo(type.type());
    }

    @Test
    void shouldDescribeEveryComponent() {
        assertDescribed("classification", "", Classification.class);
        assertDescribed("classification", "/$defs/evidence", FrameLocation.class);
        assertDescribed("classification", "/$defs/scores/items", LabelScore.class);
        assertDescribed("classification", "/properties/heads/items", HeadResult.class);
        assertDescribed("classification", "/properties/timing", Timing.class);
        assertDescribed("shed-frame", "", ShedFrame.class);
        assertDescribed("shed-frame", "/properties/evidence", FrameLocation.class);
        assertDescribed("alert", "", Alert.class);
        assertDescribed("alert", "/properties/evidence", FrameLocation.class);
        assertDescribed("model-agreement", "", ModelAgreement.class);
        assertDescribed("camera-status", "", CameraStatusReport.class);
        assertDescribed("alert-rule", "/properties/enter", RuleCondition.Enter.class);
        assertDescribed("alert-rule", "/properties/exit", RuleCondition.Exit.class);
        assertDescribed("alert-rule", "/properties/schedule", Schedule.class);
        assertDescribed("alert-mark", "", AlertMark.class);
        assertDescribed("ledger-entry", "", LedgerEntry.class);
        assertDescribed("ingested-frames", "", IngestedFrames.class);
    }

    @Test
    void shouldRefuseWhatTheContractDoesNotAllow() {
        assertRefused("alert", Samples.STARTED_JSON.replace("\"rule\":\"car\",", ""), "rule");
        assertRefused("alert", Samples.STARTED_JSON.replace("started", "STARTED"), "state");
        assertRefused("alert", Samples.STARTED_JSON.replace("started", "ended"), "to");
        assertRefused(
                "alert",
                Samples.STARTED_JSON.replace("{\"id\"", "{\"endReason\":\"score-unknown\",\"id\""),
                "endReason");
        assertRefused(
                "alert",
                Samples.STARTED_JSON.replace("\"peakScore\":0.9", "\"peakScore\":9"),
                "peak");
        assertRefused(
                "classification",
                Samples.CLASSIFICATION_JSON.replace("226900Z", "2269Z"),
                "timing");
        assertRefused(
                "classification", Samples.CLASSIFICATION_JSON.replace("0.8125", "1.1"), "score");
        assertRefused(
                "model-status", Samples.SERVING_JSON.replace("[\"van\"]", "[]"), "missingLabels");
        assertRefused("model-status", Samples.SERVING_JSON.replace("active", "refused"), "reason");
        assertRefused("shed-frame", Samples.SHED_JSON.replace("2100", "0"), "ageMillis");
        assertRefused("camera", Samples.CAMERA_JSON.replace("uri", "url"), "uri");
        assertRefused("camera", Samples.CAMERA_JSON.replace("2.5", "null"), "fps");
        assertRefused(
                "camera-status", Samples.CAMERA_STATUS_JSON.replace("retrying", "lost"), "state");
        assertRefused("alert-rule", Samples.RULE_JSON.replace("gate-1", "gate/1"), "cameras");
        assertRefused("ledger-entry", Samples.LEDGER_ENTRY_JSON.replace(":226", ":-226"), "rate");
    }

    private static void assertDescribed(String name, String pointer, Class<? extends Record> type) {
        List<String> components =
                Arrays.stream(type.getRecordComponents()).flatMap(EventTypeTest::keys).toList();
        JsonNode properties = schema(name).getSchemaNode().at(pointer).get("properties");

        assertThat(properties.fieldNames()).toIterable().containsExactlyElementsOf(components);
        assertThat(properties)
                .allSatisfy(
                        property ->
                                assertThat(property.has("description") || property.has("$ref"))
                                        .isTrue());
    }

    private static Stream<String> keys(RecordComponent component) {
        if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
            return Arrays.stream(component.getType().getRecordComponents())
                    .flatMap(EventTypeTest::keys);
        }
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return Stream.of(named == null ? component.getName() : named.value());
    }

    private static void assertRefused(String name, String json, String message) {
        assertThat(problems(schema(name), json.getBytes(UTF_8)))
                .singleElement()
                .asString()
                .contains(message);
    }

    private static List<String> problems(Schema schema, byte[] json) {
        return schema.validate(new String(json, UTF_8), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static Schema schema(String name) {
        return schema(types().filter(type -> type.name().equals(name)).findFirst().orElseThrow());
    }

    private static Schema schema(EventType<?> type) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(type.schema(), InputFormat.JSON);
    }
}
