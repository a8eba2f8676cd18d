package io.framewatch.consumer.forward;

import static io.framewatch.consumer.TestingAlerts.ended;
import static io.framewatch.consumer.TestingAlerts.started;
import static io.framewatch.consumer.TestingAlerts.updated;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.Alert;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CoolDownTest {

    private final CoolDown coolDown = new CoolDown(Duration.ofSeconds(10));

    @Test
    void shouldLeaveOutWhatStartsSoonAfterADeliveredStart() {
        deliver(started("gate-1", 0));
        deliver(ended("gate-1", 0));

        assertThat(coolDown.admits(started("gate-1", 9))).isFalse();
        assertThat(coolDown.admits(updated("gate-1", 9))).isFalse();
        assertThat(coolDown.admits(ended("gate-1", 9))).isFalse();
        deliver(started("gate-1", 10));
        deliver(ended("gate-1", 10));
    }

    @Test
    void shouldCountDeliveredStartsOnly() {
        assertThat(coolDown.admits(started("gate-1", 0))).isTrue(); // and then it fails
        deliver(started("gate-1", 5));

        assertThat(coolDown.admits(started("gate-1", 14))).isFalse();
        assertThat(coolDown.admits(started("gate-1", 14))).as("tried again").isFalse();
        deliver(started("gate-1", 15));
    }

    @Test
    void shouldSendTheEndOfWhatWasSent() {
        deliver(started("gate-1", 0));
        assertThat(coolDown.admits(started("gate-1", 1))).isFalse();

        deliver(ended("gate-1", 0));
    }

    @Test
    void shouldKeepRulesAndCamerasApart() {
        deliver(started("car", "gate-1", 0));

        deliver(started("car", "gate-2", 1));
        deliver(started("bus", "gate-1", 1));
    }

    @Test
    void shouldAdmitTheSameStartAgainAndAnEarlierOne() {
        deliver(started("gate-1", 5));

        deliver(started("gate-1", 5));
        deliver(started("gate-1", 4));
    }

    @Test
    void shouldLeaveOutNothingWithoutATime() {
        CoolDown none = new CoolDown(Duration.ZERO);
        none.delivered(started("gate-1", 0));

        assertThat(none.admits(started("gate-1", 0))).isTrue();
        assertThat(none.admits(started("gate-1", 1))).isTrue();
    }

    private void deliver(Alert alert) {
        assertThat(coolDown.admits(alert)).isTrue();
        coolDown.delivered(alert);
    }
}
