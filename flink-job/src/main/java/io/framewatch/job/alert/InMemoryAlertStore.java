package io.framewatch.job.alert;

import java.util.HashMap;
import java.util.Map;

/** What is known of one camera, in memory. Not thread-safe. */
public final class InMemoryAlertStore implements AlertStore {

    private final Map<String, RuleProgress> rules = new HashMap<>();
    private CameraProgress camera;

    @Override
    public CameraProgress camera() {
        return camera;
    }

    @Override
    public void camera(CameraProgress progress) {
        camera = progress;
    }

    @Override
    public RuleProgress rule(String id) {
        return rules.get(id);
    }

    @Override
    public void rule(String id, RuleProgress progress) {
        if (progress == null) {
            rules.remove(id);
        } else {
            rules.put(id, progress);
        }
    }

    @Override
    public Iterable<Map.Entry<String, RuleProgress>> rules() {
        return rules.entrySet();
    }
}
