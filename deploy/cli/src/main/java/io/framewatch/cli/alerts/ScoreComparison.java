package io.framewatch.cli.alerts;

import io.framewatch.event.Classification;
import io.framewatch.event.FrameId;
import io.framewatch.event.RuleCondition.Target;
import io.framewatch.job.alert.FrameScores;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The scores of frames that are classified again, beside those that are retained. */
final class ScoreComparison {

    private final Optional<Target> target;
    private final Map<FrameId, Classification> recorded;
    private final Map<FrameId, Float> scores = new HashMap<>();
    private final Set<Classification.Model> models = new LinkedHashSet<>();
    private float largest;
    private int count;

    /**
     * @param target whose scores are compared; empty for none at all
     * @param recorded the results that are retained
     */
    ScoreComparison(Optional<Target> target, Map<FrameId, Classification> recorded) {
        this.target = target;
        this.recorded = recorded;
    }

    void take(Classification again) {
        count++;
        if (target.isEmpty()) {
            return;
        }
        FrameId frame = again.location().frame();
        models.add(again.classifier());
        Float score = score(again);
        scores.put(frame, score);
        if (recorded.containsKey(frame)) {
            largest = Math.max(largest, difference(score(recorded.get(frame)), score));
        }
    }

    /** How many frames were taken. */
    int count() {
        return count;
    }

    /** The models that classified them. */
    List<Classification.Model> models() {
        return List.copyOf(models);
    }

    /** Whether two frames have the same score now. */
    boolean areAlike(FrameId one, FrameId other) {
        return difference(scores.get(one), scores.get(other)) <= Check.TOLERANCE;
    }

    /** Of all scores; empty if there is nothing to compare. */
    Optional<Check> check() {
        if (target.isEmpty() || recorded.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Check(
                        "scores",
                        recorded.size() + " retained results",
                        count + " results",
                        largest <= Check.TOLERANCE,
                        Optional.of(largest)));
    }

    private Float score(Classification result) {
        return new FrameScores(result.scores()).of(target.orElseThrow());
    }

    private static float difference(Float one, Float other) {
        if (one == null || other == null) {
            return one == null && other == null ? 0 : 1;
        }
        return Math.abs(one - other);
    }
}
