package io.framewatch.job.alert;

import io.framewatch.event.Classification;
import io.framewatch.event.HeadResult;
import io.framewatch.event.LabelScore;
import io.framewatch.event.RuleCondition.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The scores of one frame, to be looked up by many rules. */
public final class FrameScores {

    private final Map<String, Float> model;
    private final Map<String, Map<String, Float>> heads = new HashMap<>();

    public FrameScores(Classification.Scores scores) {
        model = byLabel(scores.top());
        for (HeadResult head : scores.heads()) {
            heads.putIfAbsent(head.name(), byLabel(head.scores()));
        }
    }

    /**
     * The score that decides: that of the label, or the sum of those of the group, at most 1.
     *
     * @return null if the result has none of them: the model, or the camera's head, lacks the
     *     label, or the head has not looked at this frame
     */
    public Float of(Target target) {
        Map<String, Float> scores =
                target.head() == null ? model : heads.getOrDefault(target.head(), Map.of());
        return target.labels().isEmpty() ? scores.get(target.label()) : sum(scores, target);
    }

    private static Float sum(Map<String, Float> scores, Target target) {
        Float sum = null;
        for (String label : target.labels()) {
            Float score = scores.get(label);
            if (score != null) {
                sum = sum == null ? score : sum + score;
            }
        }
        return sum == null ? null : Float.valueOf(Math.min(1, sum));
    }

    /** Of two equal labels the first one counts. */
    private static Map<String, Float> byLabel(List<LabelScore> scores) {
        Map<String, Float> byLabel = new HashMap<>(2 * scores.size());
        for (LabelScore score : scores) {
            byLabel.putIfAbsent(score.label(), score.score());
        }
        return byLabel;
    }
}
