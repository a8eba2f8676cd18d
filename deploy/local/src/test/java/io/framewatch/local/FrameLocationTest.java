package io.framewatch.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameLocationTest {

    @Test
    void shouldReadTheLastHeadersOfADeadLetter() {
        Headers headers = headers("other", "7", "8");
        headers("framewatch.frames", "1", "42").forEach(headers::add);

        assertThat(FrameLocation.of(headers))
                .isEqualTo(new FrameLocation(new TopicPartition("framewatch.frames", 1), 42));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none,1,42",
                "frames,none,42",
                "frames,1,none",
                "frames,-1,42",
                "frames,1,-42",
                "frames,1,99999999999999999999",
                "frames,one,42",
                "frames,1,''"
            })
    void shouldRefuseWhatSaysNoPlace(String topic, String partition, String offset) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrameLocation.of(headers(topic, partition, offset)));
    }

    private static Headers headers(String topic, String partition, String offset) {
        Headers headers = new RecordHeaders();
        add(headers, "dl_topic", topic);
        add(headers, "dl_partition", partition);
        add(headers, "dl_offset", offset);
        return headers;
    }

    private static void add(Headers headers, String key, String value) {
        if (value != null) {
            headers.add(key, value.getBytes(UTF_8));
        }
    }
}
