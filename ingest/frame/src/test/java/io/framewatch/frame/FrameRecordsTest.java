package io.framewatch.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class FrameRecordsTest {

    private static final Frame FRAME =
            new Frame(
                    new FrameId("gate-1", 1764043290123L, 57),
                    Instant.parse("2026-11-25T04:01:30.123456Z"),
                    4_560_000,
                    224,
                    224,
                    FrameEncoding.JPEG,
                    new byte[] {(byte) 0xff, (byte) 0xd8, 1, 2, (byte) 0xff, (byte) 0xd9});

    @Test
    void shouldWriteTheExactWireForm() {
        ProducerRecord<String, byte[]> record = FrameRecords.toRecord("framewatch.frames", FRAME);

        assertThat(record.topic()).isEqualTo("framewatch.frames");
        assertThat(record.partition()).isNull();
        assertThat(record.key()).isEqualTo("gate-1");
        assertThat(record.timestamp()).isEqualTo(1795579290123L);
        assertThat(record.value()).isEqualTo(FRAME.image());
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
                                Map.entry("ce_pts", "4560000"),
                                Map.entry("ce_width", "224"),
                                Map.entry("ce_height", "224"),
                                Map.entry("content-type", "image/jpeg")));
    }

    @Test
    void shouldReadWhatItWrote() throws MalformedFrameException {
        ProducerRecord<String, byte[]> record = FrameRecords.toRecord("frames", FRAME);

        Frame read = FrameRecords.fromRecord(record.headers(), record.value());

        assertThat(read).usingRecursiveComparison().isEqualTo(FRAME);
    }

    @Test
    void shouldRefuseARecordWithoutHeaders() {
        assertThatThrownBy(() -> FrameRecords.fromRecord(new RecordHeaders(), new byte[1]))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("ce_specversion is missing");
    }

    @Test
    void shouldRefuseARecordWithoutValue() {
        Headers headers = FrameRecords.toRecord("frames", FRAME).headers();

        assertThatThrownBy(() -> FrameRecords.fromRecord(headers, null))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("no value");
    }

    @Test
    void shouldNameEveryHeaderThatIsMissing() {
        for (String name :
                new String[] {
                    "ce_id",
                    "ce_type",
                    "ce_run",
                    "ce_sequence",
                    "ce_capturetime",
                    "ce_pts",
                    "ce_width",
                    "ce_height",
                    "content-type"
                }) {
            Headers headers = FrameRecords.toRecord("frames", FRAME).headers().remove(name);

            assertThatThrownBy(() -> FrameRecords.fromRecord(headers, new byte[1]))
                    .as(name)
                    .isInstanceOf(MalformedFrameException.class)
                    .hasMessageContaining(
                            name.substring(name.indexOf('_') + 1, name.length()).replace('-', ' '));
        }
    }

    @Test
    void shouldNameAHeaderThatIsInvalid() {
        assertRefused("ce_id", "gate-1/57", "camera/run/sequence");
        assertRefused("ce_type", "com.example.other", "must be io.framewatch.frame.v1");
        assertRefused("ce_sequence", "58", "ce_sequence '58' must be that of ce_id");
        assertRefused("ce_capturetime", "soon", "ce_capturetime 'soon' must be a whole number");
        assertRefused("ce_width", "0", "ce_width '0' must be from 1 to 65535");
        assertRefused("content-type", "image/png", "'image/png' must be image/jpeg");
    }

    private static void assertRefused(String header, String value, String message) {
        Headers headers = FrameRecords.toRecord("frames", FRAME).headers().remove(header);
        headers.add(header, value.getBytes(UTF_8));

        assertThatThrownBy(() -> FrameRecords.fromRecord(headers, new byte[1]))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining(message);
    }

    private static Map<String, String> text(Headers headers) {
        Map<String, String> text = new LinkedHashMap<>();
        headers.forEach(header -> text.put(header.key(), new String(header.value(), UTF_8)));
        return text;
    }
}
