package io.framewatch.consumer.forward;

import io.framewatch.event.Alert;
import io.framewatch.event.AlertState;
import io.framewatch.event.CameraId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Leaves out alerts that start soon after a delivered start of the same rule and camera. Time is
 * that of the alerts, so that a notice that was late does not hold back others. Not thread-safe.
 */
final class CoolDown {

    private static final int MAX_REMEMBERED = 100_000;

    private final Duration time;
    private final Map<Subject, Start> delivered = new Bounded<>();
    private final Map<String, Boolean> leftOut = new Bounded<>();

    private record Subject(String rule, CameraId camera) {}

    private record Start(String id, Instant at) {}

    /**
     * @param time zero leaves out nothing
     */
    CoolDown(Duration time) {
        this.time = time;
    }

    /** Whether an alert is to be sent. What follows a start that was left out, is left out too. */
    boolean admits(Alert alert) {
        if (alert.state() == AlertState.STARTED && isCooling(alert)) {
            leftOut.put(alert.id(), true);
        }
        return !leftOut.containsKey(alert.id());
    }

    /** An alert was sent. */
    void delivered(Alert alert) {
        if (alert.state() == AlertState.STARTED && !time.isZero()) {
            delivered.put(subject(alert), new Start(alert.id(), alert.change().decidedAt()));
        }
    }

    /** Not by itself, which may come again, nor by what was decided later. */
    private boolean isCooling(Alert alert) {
        Start last = delivered.get(subject(alert));
        Instant at = alert.change().decidedAt();
        return last != null
                && !last.id().equals(alert.id())
                && !at.isBefore(last.at())
                && at.isBefore(last.at().plus(time));
    }

    private static Subject subject(Alert alert) {
        return new Subject(alert.trigger().rule(), alert.trigger().camera());
    }

    private static final class Bounded<K, V> extends LinkedHashMap<K, V> {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MAX_REMEMBERED;
        }
    }
}
