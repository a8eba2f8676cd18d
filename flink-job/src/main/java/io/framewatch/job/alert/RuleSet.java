package io.framewatch.job.alert;

import io.framewatch.event.AlertRule;
import io.framewatch.event.CameraId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Rules that count at the same time. Thread-safe. */
public final class RuleSet {

    private final List<AlertRule> rules;
    private final Map<CameraId, CameraRules> byCamera = new ConcurrentHashMap<>();

    RuleSet(List<AlertRule> rules) {
        this.rules = rules;
    }

    /** All of them, by id. */
    public List<AlertRule> rules() {
        return rules;
    }

    /**
     * Those that watch a camera.
     *
     * @param tags the tags of a camera, now
     */
    CameraRules of(CameraId camera, Function<CameraId, Collection<String>> tags) {
        Collection<String> now = tags.apply(camera);
        CameraRules known = byCamera.get(camera);
        if (known == null || !known.tags().equals(now)) {
            known = CameraRules.of(camera, now, rules);
            byCamera.put(camera, known);
        }
        return known;
    }
}
