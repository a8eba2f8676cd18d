package io.framewatch.job.alert;

import io.framewatch.event.Classification;
import io.framewatch.event.FrameLocation;
import java.time.Instant;

/**
 * A frame that a rule has looked at. Public, because Flink's serializer for records requires it.
 *
 * @param frame the frame
 * @param model the model that classified it
 * @param time its capture time
 * @param score its score for the rule, 0..1; null if the rule looks at none
 */
public record Sighting(FrameLocation frame, Classification.Model model, Instant time, Float score) {

    static Sighting of(Classification result, Float score) {
        return new Sighting(result.location(), result.classifier(), result.captureTime(), score);
    }

    /** The same at another time. */
    Sighting at(Instant other) {
        return other.equals(time) ? this : new Sighting(frame, model, other, score);
    }
}
