package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.benchmark.ClipAlerts.Alert;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClipAlertsTest {

    @Test
    void shouldMissAlertsThatHaveNoneOfTheirLabelAtTheirTime() {
        List<Alert> expected =
                List.of(new Alert("car", 0, 10), new Alert("car", 20, 30), new Alert("bike", 0, 5));

        assertThat(ClipAlerts.missing(expected, expected)).isZero();
        assertThat(ClipAlerts.missing(expected, List.of(new Alert("car", 10, 20)))).isEqualTo(1);
        assertThat(ClipAlerts.missing(expected, List.of(new Alert("car", 11, 19)))).isEqualTo(3);
    }
}
