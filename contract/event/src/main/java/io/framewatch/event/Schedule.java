package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Hours of days of the week in a time zone. Hours that end before they begin go on to the next day:
 * {@code 22:00} to {@code 06:00} of Friday ends on Saturday at 6. Where clocks are changed, the
 * hours are those that the clock shows.
 *
 * @param days the days on which the hours begin; all of them if empty
 * @param from when they begin, {@code HH:MM}
 * @param to when they end, {@code HH:MM}, not included; the whole day if it is the same as {@code
 *     from}
 * @param zone time zone such as {@code Europe/Berlin}
 */
public record Schedule(List<Day> days, String from, String to, String zone)
        implements Serializable {

    /** A day of the week. */
    public enum Day {
        @JsonProperty("mon")
        MON,
        @JsonProperty("tue")
        TUE,
        @JsonProperty("wed")
        WED,
        @JsonProperty("thu")
        THU,
        @JsonProperty("fri")
        FRI,
        @JsonProperty("sat")
        SAT,
        @JsonProperty("sun")
        SUN;

        static Day of(DayOfWeek day) {
            return values()[day.ordinal()];
        }
    }

    /** Two weeks, as changed clocks may leave out the hours of one. */
    private static final int DAYS_AHEAD = 15;

    public Schedule {
        days = days == null ? List.of() : List.copyOf(days);
        from = Objects.requireNonNullElse(from, "00:00");
        to = Objects.requireNonNullElse(to, "00:00");
        zone = Objects.requireNonNullElse(zone, "UTC");
        time("schedule.from", from);
        time("schedule.to", to);
        zone(zone);
    }

    /** Whether a time is within it. */
    public boolean includes(Instant time) {
        LocalDate date = time.atZone(zone(zone)).toLocalDate();
        return includes(date, time) || includes(date.minusDays(1), time);
    }

    /** The first time from this one on that is within it. */
    public Instant next(Instant time) {
        if (includes(time)) {
            return time;
        }
        LocalDate date = time.atZone(zone(zone)).toLocalDate();
        for (int i = 0; i < DAYS_AHEAD; i++) {
            LocalDate day = date.plusDays(i);
            if (!start(day).isBefore(time) && includes(day, start(day))) {
                return start(day);
            }
        }
        throw new IllegalStateException("no hours of " + this + " within two weeks after " + time);
    }

    /** The first time from this one on that is not within it; empty if all are. */
    public Optional<Instant> until(Instant time) {
        Instant end = time;
        for (int i = 0; i < DAYS_AHEAD && includes(end); i++) {
            LocalDate date = end.atZone(zone(zone)).toLocalDate();
            end = includes(date, end) ? end(date) : end(date.minusDays(1));
        }
        return includes(end) ? Optional.empty() : Optional.of(end);
    }

    private boolean includes(LocalDate day, Instant time) {
        return begins(day) && !time.isBefore(start(day)) && time.isBefore(end(day));
    }

    private boolean begins(LocalDate day) {
        return dayset().contains(Day.of(day.getDayOfWeek()));
    }

    @JsonIgnore
    private Set<Day> dayset() {
        return days.isEmpty() ? EnumSet.allOf(Day.class) : EnumSet.copyOf(days);
    }

    private Instant start(LocalDate day) {
        return ZonedDateTime.of(day, time("from", from), zone(zone)).toInstant();
    }

    private Instant end(LocalDate day) {
        LocalTime end = time("to", to);
        LocalDate last = end.isAfter(time("from", from)) ? day : day.plusDays(1);
        return ZonedDateTime.of(last, end, zone(zone)).toInstant();
    }

    private static LocalTime time(String what, String text) {
        try {
            if (text.length() == "HH:MM".length()) {
                return LocalTime.parse(text);
            }
        } catch (DateTimeException e) {
            // below
        }
        throw new IllegalArgumentException(
                what + " '" + text + "' must be a time of day such as 22:00");
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "schedule.zone '" + text + "' must be a time zone such as Europe/Berlin", e);
        }
    }
}
