package io.framewatch.job.alert;

import io.framewatch.event.Alert;
import io.framewatch.event.AlertRule;
import io.framewatch.event.CameraId;
import java.time.Instant;

/**
 * An alert that has started. Public, because Flink's serializer for records requires it.
 *
 * @param name its rule, and what tells it from the rule's other alerts
 * @param label what it shows as its label
 * @param from when what it tells of began
 * @param peak the frame that tells most; null if it is not about frames
 * @param exitingSince capture time of the first of the latest frames that all have an exiting
 *     score; null if the latest has none
 * @param toldAt event time of its latest record
 */
public record OpenAlert(
        Name name,
        String label,
        Instant from,
        Sighting peak,
        Instant exitingSince,
        Instant toldAt) {

    /**
     * The name of an alert; its id is the two parts with a slash between.
     *
     * @param rule id of the rule
     * @param origin the frame that it began with, or the camera and the time
     */
    public record Name(String rule, String origin) {}

    static OpenAlert of(
            AlertRule rule, Object origin, Instant from, Sighting peak, Instant decidedAt) {
        return new OpenAlert(
                new Name(rule.id(), origin.toString()),
                rule.condition().label(),
                from,
                peak,
                null,
                decidedAt);
    }

    Alert toAlert(
            CameraId camera, String revision, Alert.Change change, Alert.EndReason endReason) {
        return new Alert(
                name.rule() + "/" + name.origin(),
                new Alert.Trigger(name.rule(), revision, camera, label),
                change,
                Peaks.toPeak(peak),
                endReason,
                null);
    }

    OpenAlert withPeak(Sighting frame) {
        return new OpenAlert(name, label, from, frame, exitingSince, toldAt);
    }

    OpenAlert exitingSince(Instant time) {
        return new OpenAlert(name, label, from, peak, time, toldAt);
    }

    OpenAlert toldAt(Instant time) {
        return new OpenAlert(name, label, from, peak, exitingSince, time);
    }
}
