package io.framewatch.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CameraIdTest {

    /** The rule, as configuration and schemas say it. */
    private static final Pattern RULE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private static final String CHARACTERS = "azAZ09._-/:@[`{ \n\u00e9\u0660\uff11";

    @Test
    void shouldTakeWhatTheRuleAllowsAndNothingElse() {
        Random random = new Random(1);
        int taken = 0;
        for (int i = 0; i < 20_000; i++) {
            String id =
                    IntStream.range(0, random.nextInt(5))
                            .map(j -> CHARACTERS.charAt(random.nextInt(CHARACTERS.length())))
                            .mapToObj(Character::toString)
                            .collect(Collectors.joining());
            if (RULE.matcher(id).matches()) {
                assertThat(CameraId.require(id)).isEqualTo(id);
                taken++;
            } else {
                assertRefused(id);
            }
        }
        assertThat(taken).isGreaterThan(1000);
    }

    @Test
    void shouldTakeAHundredCharacters() {
        assertThat(CameraId.require("a".repeat(100))).hasSize(100);
        assertRefused("a".repeat(101));
        assertRefused("");
        assertRefused(null);
    }

    private static void assertRefused(String id) {
        assertThatThrownBy(() -> CameraId.require(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("camera id '%s' must be %s", id, CameraId.RULE);
    }
}
