package io.framewatch.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {

    private static final long SEED = 1;
    private static final int TEXTS = 200_000;
    private static final String PLAIN = "2026-11-25T04:01:30.123456Z";

    @ParameterizedTest
    @ValueSource(
            strings = {
                PLAIN,
                "2026-11-25T04:01:30Z",
                "0000-01-01T00:00:00.0Z",
                "9999-12-28T23:59:59.999999999Z"
            })
    void shouldRecogniseTimes(String time) {
        assertThat(UtcTime.isPlain(time)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "yesterday",
                "2026-11-25T04:01:30",
                "2026-11-25T04:01:30.Z",
                "2026-11-25T04:01:30.1234567890Z",
                "2026-11-25T04:01:30+01:00",
                "2026-13-25T04:01:30Z",
                "2026-00-25T04:01:30Z",
                "2026-02-30T04:01:30Z",
                "2026-11-00T04:01:30Z",
                "2026-11-25T24:01:30Z",
                "2026-11-25T04:60:30Z",
                "2026-11-25T04:01:60Z",
                "2026-11-25t04:01:30Z",
                "2026-11-2\u0665T04:01:30Z"
            })
    void shouldNotRecogniseOthers(String text) {
        assertThat(UtcTime.isPlain(text)).isFalse();
    }

    @Test
    void shouldRecogniseNothingThatJavaRefuses() {
        Random random = new Random(SEED);
        int recognised = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = changed(random);
            if (UtcTime.isPlain(text)) {
                recognised++;
                assertThatCode(() -> OffsetDateTime.parse(text))
                        .as(text)
                        .doesNotThrowAnyException();
            }
        }
        assertThat(recognised).isGreaterThan(TEXTS / 20);
    }

    /** A time with one or two characters changed. */
    private static String changed(Random random) {
        StringBuilder text = new StringBuilder(PLAIN);
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            int index = random.nextInt(text.length());
            text.setCharAt(index, "0123456789-:.TZ+ ".charAt(random.nextInt(17)));
        }
        return text.toString();
    }
}
