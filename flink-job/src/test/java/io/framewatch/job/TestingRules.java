package io.framewatch.job;

import io.framewatch.event.AlertRule;
import io.framewatch.event.CameraId;
import io.framewatch.event.CameraSelector;
import io.framewatch.event.RuleCondition.Enter;
import io.framewatch.event.RuleCondition.Exit;
import io.framewatch.event.RuleCondition.Scored;
import io.framewatch.event.RuleCondition.Sense;
import io.framewatch.event.RuleCondition.Target;
import io.framewatch.event.RuleCondition.WhenLabelMissing;
import java.util.List;

/** Rules on the presence of a label. */
final class TestingRules {

    private TestingRules() {}

    static AlertRule of(
            String id,
            List<CameraId> cameras,
            Target target,
            Enter enter,
            Exit exit,
            WhenLabelMissing whenLabelMissing) {
        return AlertRule.of(
                id,
                new CameraSelector(cameras.stream().map(CameraId::value).toList(), List.of()),
                new Scored(target, Sense.PRESENT, enter, exit, whenLabelMissing));
    }
}
