package io.framewatch.job.alert;

import io.framewatch.event.Alert;
import io.framewatch.event.RuleCondition.Sense;

/** Which frame of an alert tells most. */
final class Peaks {

    private Peaks() {}

    /** The one of two frames that tells more; the earlier one if they are equal. */
    static Sighting of(Sense sense, Sighting earlier, Sighting later) {
        boolean more =
                sense == Sense.PRESENT
                        ? later.score() > earlier.score()
                        : later.score() < earlier.score();
        return more ? later : earlier;
    }

    /** As alerts show it. */
    static Alert.Peak toPeak(Sighting frame) {
        return frame == null
                ? Alert.Peak.NONE
                : new Alert.Peak(frame.score(), frame.frame(), frame.model());
    }
}
