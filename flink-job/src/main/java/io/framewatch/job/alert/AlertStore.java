package io.framewatch.job.alert;

import java.util.Map;

/** Holds what is known of one camera between two events. Not thread-safe. */
public interface AlertStore {

    /** What is known of the camera; null before its first event. */
    CameraProgress camera();

    /** Replaces what is known of the camera. */
    void camera(CameraProgress progress);

    /** How far a rule has come; null if nowhere. */
    RuleProgress rule(String id);

    /**
     * Replaces how far a rule has come.
     *
     * @param progress null if nowhere
     */
    void rule(String id, RuleProgress progress);

    /** How far all rules have come that have come somewhere; valid until something is replaced. */
    Iterable<Map.Entry<String, RuleProgress>> rules();
}
