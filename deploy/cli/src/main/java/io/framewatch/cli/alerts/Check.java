package io.framewatch.cli.alerts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One thing of an alert that was decided again.
 *
 * @param what its name
 * @param alerted what the alert says
 * @param again what comes out now
 * @param equal whether that is the same
 * @param difference of numbers; empty for others
 */
record Check(String what, String alerted, String again, boolean equal, Optional<Float> difference) {

    /**
     * Scores that differ by no more are equal: batches of another size and graphs that are tuned
     * for another processor add in another order.
     */
    static final float TOLERANCE = 1e-3f;

    /** Of texts. */
    static Check of(String what, String alerted, String again) {
        return new Check(what, alerted, again, alerted.equals(again), Optional.empty());
    }

    /** Of scores; null for none. */
    static Check ofScores(String what, Float alerted, Float again) {
        if (alerted == null || again == null) {
            return of(what, "" + alerted, "" + again);
        }
        float difference = Math.abs(alerted - again);
        return new Check(
                what,
                AlertText.score(alerted),
                AlertText.score(again),
                difference <= TOLERANCE,
                Optional.of(difference));
    }

    /** For people: {@code equal}, or by how much or from what it differs. */
    String result() {
        if (difference.filter(by -> by > 0).isPresent()) {
            String by = "differs by " + difference.get();
            return equal ? "equal within " + TOLERANCE + ", " + by : by;
        }
        return equal ? "equal" : "differs: " + again;
    }

    /** For scripts. */
    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("what", what);
        json.put("alerted", alerted);
        json.put("again", again);
        json.put("equal", equal);
        difference.ifPresent(by -> json.put("difference", by));
        return json;
    }
}
