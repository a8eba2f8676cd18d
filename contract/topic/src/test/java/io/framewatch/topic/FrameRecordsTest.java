package io.framewatch.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameTimes;
import io.framewatch.event.ReceivedRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameRecordsTest {

    private static final Frame FRAME =
            new Frame(
                    new FrameId(new CameraId("gate-1"), 1764043290123L, 57),
                    new FrameTimes(
                            Instant.parse("2026-11-25T04:01:30.123456Z"),
                            Instant.parse("2026-11-25T04:01:29.000007Z")),
                    4_560_000,
                    new Frame.Image(
                            FrameEncoding.JPEG,
                            224,
                            224,
                            new byte[] {(byte) 0xff, (byte) 0xd8, 1, 2, (byte) 0xff, (byte) 0xd9}));

    private static final String ID = "gate-1/1764043290123/57";

    @Test
    void shouldWriteTheExactWireForm() {
        ProducerRecord<String, byte[]> record = FrameRecords.toRecord("framewatch.frames", FRAME);

        assertThat(record.topic()).isEqualTo("framewatch.frames");
        assertThat(record.partition()).isNull();
        assertThat(record.key()).isEqualTo("gate-1");
        assertThat(record.timestamp()).isEqualTo(1795579290123L);
        assertThat(record.value()).isEqualTo(FRAME.image().bytes());
        assertThat(text(record.headers()))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.ofEntries(
                                Map.entry("ce_specversion", "1.0"),
                                Map.entry("ce_id", "gate-1/1764043290123/57"),
                                Map.entry("ce_source", "/cameras/gate-1"),
                                Map.entry("ce_type", "io.framewatch.frame.v1"),
                                Map.entry("ce_time", "2026-11-25T04:01:30.123456Z"),
                                Map.entry("ce_run", "1764043290123"),
                                Map.entry("ce_sequence", "57"),
                                Map.entry("ce_capturetime", "1795579290123456"),
                                Map.entry("ce_cameratime", "1795579289000007"),
                                Map.entry("ce_pts", "4560000"),
                                Map.entry("ce_width", "224"),
                                Map.entry("ce_height", "224"),
                                Map.entry("content-type", "image/jpeg")));
    }

    @Test
    void shouldReadWhatItWrote() throws MalformedRecordException {
        ProducerRecord<String, byte[]> record = FrameRecords.toRecord("frames", FRAME);

        Frame read = FrameRecords.fromRecord(record.headers(), record.value());

        assertThat(read).usingRecursiveComparison().isEqualTo(FRAME);
    }

    @Test
    void shouldLeaveOutATimeThatTheCameraDoesNotSay() throws MalformedRecordException {
        Frame frame = new Frame(FRAME.id(), FRAME.captureTime(), 0, FRAME.image());

        ProducerRecord<String, byte[]> record = FrameRecords.toRecord("frames", frame);

        assertThat(text(record.headers())).doesNotContainKey("ce_cameratime");
        assertThat(FrameRecords.fromRecord(record.headers(), record.value()).times())
                .isEqualTo(FrameTimes.of(FRAME.captureTime()));
    }

    @Test
    void shouldRefuseARecordWithoutHeaders() {
        assertThatThrownBy(() -> FrameRecords.fromRecord(new RecordHeaders(), new byte[1]))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("header ce_specversion is missing");
    }

    @Test
    void shouldRefuseARecordWithoutValue() {
        Headers headers = FrameRecords.toRecord("frames", FRAME).headers();

        assertThatThrownBy(() -> FrameRecords.fromRecord(headers, null))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("no value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ce_specversion",
                "ce_id",
                "ce_source",
                "ce_type",
                "ce_run",
                "ce_sequence",
                "ce_capturetime",
                "ce_pts",
                "ce_width",
                "ce_height",
                "content-type"
            })
    void shouldNameAHeaderThatIsMissingOrEmptyOrThereTwice(String name) {
        assertRefused(headers -> headers.remove(name), "header " + name + " is missing");
        assertRefused(with(name, null), "header " + name + " of no bytes must have 1 to 200");
        assertRefused(with(name, new byte[0]), "header " + name + " of 0 bytes must have 1 to 200");
        assertRefused(
                with(name, new byte[201]), "header " + name + " of 201 bytes must have 1 to 200");
        assertRefused(with(name, new byte[] {(byte) 0xc3}), "must be printable ASCII");
        assertRefused(
                headers -> headers.add(headers.lastHeader(name)),
                "header " + name + " is there twice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ce_specversion|1|must be 1.0",
                "ce_id|gate-1/57|must be camera/run/sequence",
                "ce_id|gate-1/1764043290123/57/1|must be camera/run/sequence",
                "ce_id|gate 1/1764043290123/57|camera id 'gate 1' must be 1 to 100",
                "ce_id|gate-1/-1/57|run of a frame id '-1' must be a whole number from 0 to",
                "ce_id|gate-1/1764043290123/057|sequence of a frame id '057' must be",
                "ce_id|gate-1/1764043290123/9223372036854775808|'9223372036854775808' must be",
                "ce_source|/cameras/gate-2|must be /cameras/gate-1",
                "ce_type|com.example.other|must be io.framewatch.frame.v1",
                "ce_time|yesterday|'yesterday' must be a time such as 2026-11-25T04:01:30Z",
                "ce_run|1764043290124|must be 1764043290123",
                "ce_sequence|58|header ce_sequence '58' must be 57",
                "ce_sequence|057|header ce_sequence '057' must be 57",
                "ce_capturetime|soon|header ce_capturetime 'soon' must be a whole number from 0",
                "ce_capturetime|-1|'-1' must be a whole number from 0 to 253402300799999999",
                "ce_capturetime|253402300800000000|must be a whole number from 0",
                "ce_capturetime|9223372036854775808|must be a whole number from 0",
                "ce_capturetime|1e15|must be a whole number from 0",
                "ce_capturetime|+5|must be a whole number from 0",
                "ce_capturetime|٣|must be printable ASCII",
                "ce_cameratime|''|header ce_cameratime of 0 bytes must have 1 to 200",
                "ce_cameratime|-1|'-1' must be a whole number from 0 to 253402300799999999",
                "ce_cameratime|253402300800000000|must be a whole number from 0",
                "ce_cameratime|2026-11-25T04:01:30Z|header ce_cameratime '2026-11-25T04:01:30Z'",
                "ce_pts|-0|must be a whole number from -9223372036854775808",
                "ce_pts|1.5|must be a whole number from -9223372036854775808",
                "ce_pts|99999999999999999999|must be a whole number",
                "ce_width|0|header ce_width '0' must be a whole number from 1 to 65535",
                "ce_height|65536|must be a whole number from 1 to 65535",
                "content-type|image/png|'image/png' must be image/jpeg"
            })
    void shouldNameAHeaderThatIsInvalid(String header, String value, String message) {
        assertRefused(with(header, value.getBytes(UTF_8)), message);
    }

    @Test
    void shouldIgnoreHeadersOfOthers() throws MalformedRecordException {
        ProducerRecord<String, byte[]> record = FrameRecords.toRecord("frames", FRAME);
        record.headers().remove("ce_time");
        record.headers().add("traceparent", null).add("traceparent", new byte[1000]);

        assertThat(FrameRecords.fromRecord(record.headers(), record.value()).id())
                .isEqualTo(FRAME.id());
    }

    @Test
    void shouldReadTheIdWhateverElseIsWrong() {
        ReceivedRecord.Header id = new ReceivedRecord.Header("ce_id", ID.getBytes(UTF_8));
        ReceivedRecord.Header other =
                new ReceivedRecord.Header("ce_id", "gate-1/1/x".getBytes(UTF_8));

        assertThat(FrameRecords.id(received("gate-1", id))).contains(FRAME.id());
        assertThat(FrameRecords.id(received("gate-2", id))).isEmpty();
        assertThat(FrameRecords.id(received(null, id))).isEmpty();
        assertThat(FrameRecords.id(received("gate-1"))).isEmpty();
        assertThat(FrameRecords.id(received("gate-1", id, id))).isEmpty();
        assertThat(FrameRecords.id(received("gate-1", other))).isEmpty();
        assertThat(FrameRecords.id(received("gate-1", new ReceivedRecord.Header("ce_id", null))))
                .isEmpty();
    }

    private static ReceivedRecord received(String key, ReceivedRecord.Header... headers) {
        return new ReceivedRecord(
                new ReceivedRecord.Position("frames", 0, 7),
                0,
                key == null ? null : key.getBytes(UTF_8),
                List.of(headers),
                null);
    }

    private static Consumer<Headers> with(String name, byte[] value) {
        return headers -> headers.remove(name).add(name, value);
    }

    private static void assertRefused(Consumer<Headers> change, String message) {
        Headers headers = FrameRecords.toRecord("frames", FRAME).headers();
        change.accept(headers);

        assertThatThrownBy(() -> FrameRecords.fromRecord(headers, new byte[1]))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining(message);
    }

    private static Map<String, String> text(Headers headers) {
        Map<String, String> text = new LinkedHashMap<>();
        headers.forEach(header -> text.put(header.key(), new String(header.value(), UTF_8)));
        return text;
    }
}
