package io.framewatch.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.framewatch.event.CameraId;
import io.framewatch.event.DeadLetter;
import io.framewatch.event.Event;
import io.framewatch.event.EventJson;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.FrameId;
import io.framewatch.event.ReceivedRecord;
import io.framewatch.event.Samples;
import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The document against what is written. It is checked against AsyncAPI's schema elsewhere. */
class AsyncApiTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectNode DOCUMENT = read(AsyncApi.document("site."));

    private record Written<T extends Event>(Topic<? super T> topic, String message, T event) {

        ProducerRecord<byte[], byte[]> toRecord() {
            return topic.codec().toRecord("test", event, RecordLimits.NONE, Instant.EPOCH);
        }
    }

    private static Stream<Written<?>> written() {
        return Stream.of(
                new Written<>(Topics.CLASSIFICATIONS, "classification", Samples.WITH_HEAD),
                new Written<>(Topics.ALERTS, "alert", Samples.STARTED),
                new Written<>(Topics.ALERTS, "alert", Samples.ENDED),
                new Written<>(Topics.ALERTS, "alert", Samples.WITH_PICTURE),
                new Written<>(Topics.ALERT_MARKS, "alert-mark", Samples.MARK),
                new Written<>(Topics.SHED, "shed-frame", Samples.SHED),
                new Written<>(Topics.MODELS, "model-deployment", Samples.DEPLOYMENT),
                new Written<>(Topics.MODEL_STATUS, "model-status", Samples.SERVING),
                new Written<>(Topics.MODEL_STATUS, "model-agreement", Samples.AGREEMENT),
                new Written<>(Topics.CAMERAS, "camera", Samples.CAMERA),
                new Written<>(Topics.CAMERA_STATUS, "camera-status", Samples.CAMERA_STATUS),
                new Written<>(Topics.RULES, "alert-rule", Samples.RULES.get(0)),
                new Written<>(Topics.LEDGER, "ingested-frames", Samples.INGESTED),
                new Written<>(Topics.LEDGER, "ledger-entry", Samples.LEDGER_ENTRY));
    }

    @Test
    void shouldHaveAChannelForEachTopic() {
        assertThat(DOCUMENT.at("/channels").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(Topics.ALL.stream().map(Topic::name).toList());
        for (Topic<?> topic : Topics.ALL) {
            JsonNode channel = DOCUMENT.at("/channels/" + topic.name());
            assertThat(channel.get("address").textValue()).isEqualTo("site." + topic.name());
            assertThat(channel.at("/bindings/kafka/topic").textValue())
                    .isEqualTo("site." + topic.name());
            assertThat(channel.at("/messages")).isNotEmpty();
        }
        assertThat(DOCUMENT.at("/channels/cameras/bindings/kafka").toString())
                .contains("\"partitions\":64", "\"cleanup.policy\":[\"compact\"]");
        assertThat(DOCUMENT.at("/channels/ledger/bindings/kafka").toString())
                .contains("\"retention.ms\":2592000000");
    }

    @ParameterizedTest
    @MethodSource("written")
    void shouldAcceptTheRecordsThatAreWritten(Written<?> written) {
        String message = "/components/messages/" + written.message();

        assertThat(problems(message + "/headers", headers(written.toRecord()))).isEmpty();
        assertThat(problems(message + "/payload", EventJson.toBytes(written.event()))).isEmpty();
    }

    @Test
    void shouldAcceptFramesAndDeadLetters() {
        ReceivedRecord original =
                new ReceivedRecord(
                        new ReceivedRecord.Position("site.frames", 1, 2), 3, null, List.of(), null);
        DeadLetter letter = new DeadLetter(original, DeadLetter.Stage.IMAGE, "empty", "none");
        ProducerRecord<byte[], byte[]> dead =
                Topics.DEAD_LETTERS
                        .codec()
                        .toRecord("test", letter, RecordLimits.NONE, Instant.EPOCH);
        Frame frame =
                new Frame(
                        new FrameId(new CameraId("gate-1"), 1_764_043_290_123L, 55),
                        Instant.EPOCH,
                        -7,
                        new Frame.Image(FrameEncoding.JPEG, 224, 224, new byte[1]));
        ProducerRecord<byte[], byte[]> published =
                Topics.FRAMES.codec().toRecord("test", frame, RecordLimits.NONE, Instant.EPOCH);

        assertThat(problems("/components/messages/dead-letter/headers", headers(dead))).isEmpty();
        assertThat(problems("/components/messages/frame/headers", headers(published))).isEmpty();
    }

    @Test
    void shouldRefuseOtherRecords() {
        String text = Samples.STARTED_JSON.replace("\"from\":\"2026", "\"from\":\"26");

        assertThat(problems("/components/messages/alert/payload", text.getBytes(UTF_8)))
                .singleElement()
                .asString()
                .contains("from");
        assertThat(
                        problems(
                                "/components/messages/alert/headers",
                                headers(new Written<>(Topics.SHED, "", Samples.SHED).toRecord())))
                .hasSize(2);
    }

    @Test
    void shouldNameTheHeadersOfFramesAndDeadLetters() throws IllegalAccessException {
        assertThat(names("frame-headers")).isEqualTo(FrameHeaders.NAMES);
        assertThat(names("dead-letter-headers")).isEqualTo(deadLetterHeaders());
    }

    private static Set<String> names(String schema) {
        return DOCUMENT.at("/components/schemas/" + schema + "/properties").properties().stream()
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Set<String> deadLetterHeaders() throws IllegalAccessException {
        Set<String> names = new HashSet<>();
        for (Field field : Arrays.asList(DeadLetterHeaders.class.getFields())) {
            names.add((String) field.get(null));
        }
        return names;
    }

    private static byte[] headers(ProducerRecord<byte[], byte[]> record) {
        ObjectNode texts = MAPPER.createObjectNode();
        for (Header header : record.headers()) {
            texts.put(header.key(), new String(header.value(), UTF_8));
        }
        return texts.toString().getBytes(UTF_8);
    }

    /** References go through the document. */
    private static List<String> problems(String pointer, byte[] json) {
        ObjectNode schema = DOCUMENT.deepCopy().put("$ref", "#" + pointer);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(schema.toString(), InputFormat.JSON)
                .validate(new String(json, UTF_8), InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static ObjectNode read(String json) {
        try {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
