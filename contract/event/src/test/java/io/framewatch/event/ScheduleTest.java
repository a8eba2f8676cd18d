package io.framewatch.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.event.Schedule.Day;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The 27th of November 2026 is a Friday. */
class ScheduleTest {

    private static final Schedule NIGHT = new Schedule(List.of(Day.FRI), "22:00", "06:00", "UTC");

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T21:59:59.999Z, false",
        "2026-11-27T22:00:00Z, true",
        "2026-11-28T05:59:59.999Z, true",
        "2026-11-28T06:00:00Z, false",
        "2026-11-28T23:00:00Z, false",
        "2026-11-27T05:00:00Z, false"
    })
    void shouldGoOnToTheNextDay(Instant time, boolean included) {
        assertThat(NIGHT.includes(time)).isEqualTo(included);
    }

    @Test
    void shouldSayWhenItBeginsNext() {
        assertThat(next(NIGHT, "2026-11-27T12:00:00Z")).isEqualTo("2026-11-27T22:00:00Z");
        assertThat(next(NIGHT, "2026-11-28T01:00:00Z")).isEqualTo("2026-11-28T01:00:00Z");
        assertThat(next(NIGHT, "2026-11-28T06:00:00Z")).isEqualTo("2026-12-04T22:00:00Z");
    }

    @Test
    void shouldSayWhenItEnds() {
        assertThat(NIGHT.until(Instant.parse("2026-11-27T23:00:00Z")))
                .contains(Instant.parse("2026-11-28T06:00:00Z"));
        assertThat(NIGHT.until(Instant.parse("2026-11-27T12:00:00Z")))
                .contains(Instant.parse("2026-11-27T12:00:00Z"));
    }

    @Test
    void shouldTakeTheWholeDayForEqualHours() {
        Schedule weekend = new Schedule(List.of(Day.SAT, Day.SUN), null, null, null);

        assertThat(weekend.includes(Instant.parse("2026-11-27T23:59:59Z"))).isFalse();
        assertThat(weekend.includes(Instant.parse("2026-11-28T00:00:00Z"))).isTrue();
        assertThat(weekend.until(Instant.parse("2026-11-28T12:00:00Z")))
                .contains(Instant.parse("2026-11-30T00:00:00Z"));
        assertThat(new Schedule(null, "07:00", "07:00", null).until(Instant.EPOCH)).isEmpty();
    }

    @Test
    void shouldFollowTheClockOfItsZone() {
        Schedule berlin = new Schedule(List.of(), "22:00", "06:00", "Europe/Berlin");

        assertThat(berlin.includes(Instant.parse("2026-07-01T20:00:00Z"))).isTrue();
        assertThat(berlin.includes(Instant.parse("2026-01-01T20:00:00Z"))).isFalse();
        assertThat(berlin.includes(Instant.parse("2026-01-01T21:00:00Z"))).isTrue();
    }

    /** On the 29th of March 2026 the clock goes from 02:00 to 03:00, which is 01:00 UTC. */
    @Test
    void shouldBeginAfterTheHourThatTheClockLeavesOut() {
        Schedule berlin = new Schedule(List.of(), "02:30", "04:00", "Europe/Berlin");

        assertThat(next(berlin, "2026-03-29T00:00:00Z")).isEqualTo("2026-03-29T01:30:00Z");
        assertThat(berlin.includes(Instant.parse("2026-03-29T01:59:59Z"))).isTrue();
        assertThat(berlin.includes(Instant.parse("2026-03-29T02:00:00Z"))).isFalse();
    }

    @Test
    void shouldHaveNoTimeWithinTheHourThatTheClockLeavesOut() {
        Schedule berlin = new Schedule(List.of(Day.SUN), "02:00", "03:00", "Europe/Berlin");

        assertThat(berlin.includes(Instant.parse("2026-03-29T01:00:00Z"))).isFalse();
        assertThat(next(berlin, "2026-03-28T12:00:00Z")).isEqualTo("2026-04-05T00:00:00Z");
    }

    /** On the 25th of October 2026 the clock shows 02:00 to 03:00 twice: 00:00 to 02:00 UTC. */
    @Test
    void shouldBeginWithTheFirstOfTheHoursThatTheClockShowsTwice() {
        Schedule berlin = new Schedule(List.of(), "02:30", "04:00", "Europe/Berlin");

        assertThat(next(berlin, "2026-10-25T00:00:00Z")).isEqualTo("2026-10-25T00:30:00Z");
        assertThat(berlin.until(Instant.parse("2026-10-25T00:30:00Z")))
                .contains(Instant.parse("2026-10-25T03:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "22", "24:00", "22:60", "7:00", "22:00:00", "-1:00", "aa:bb"})
    void shouldRefuseWhatIsNoTimeOfDay(String time) {
        assertThatThrownBy(() -> new Schedule(List.of(), time, "06:00", "UTC"))
                .hasMessage("schedule.from '" + time + "' must be a time of day such as 22:00");
        assertThatThrownBy(() -> new Schedule(List.of(), "06:00", time, "UTC"))
                .hasMessage("schedule.to '" + time + "' must be a time of day such as 22:00");
    }

    @Test
    void shouldRefuseWhatIsNoTimeZone() {
        assertThatThrownBy(() -> new Schedule(List.of(), null, null, "Europe/Entenhausen"))
                .hasMessage(
                        "schedule.zone 'Europe/Entenhausen' must be a time zone such as"
                                + " Europe/Berlin");
    }

    private static String next(Schedule schedule, String time) {
        return schedule.next(Instant.parse(time)).toString();
    }
}
