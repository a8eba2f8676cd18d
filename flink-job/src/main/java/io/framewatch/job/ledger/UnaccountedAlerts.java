package io.framewatch.job.ledger;

import io.framewatch.event.Alert;
import io.framewatch.event.Alert.Change;
import io.framewatch.event.AlertRule;
import io.framewatch.event.CameraId;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** Alerts that frames of a run are unaccounted: one start, one end, named by the run. */
final class UnaccountedAlerts {

    /** Id of the rule, which nobody else may give. */
    static final String RULE = AlertRule.RESERVED + "unaccounted";

    static final OutputTag<Alert> OUTPUT =
            new OutputTag<>("unaccounted", TypeInformation.of(Alert.class));

    private static final String LABEL = "unaccounted";

    private UnaccountedAlerts() {}

    static Alert started(CameraId view, long run, Instant at) {
        return alert(view, run, Change.started(Instant.ofEpochMilli(run), at));
    }

    static Alert ended(CameraId view, long run, Instant at) {
        return alert(view, run, Change.ended(Instant.ofEpochMilli(run), at, at));
    }

    private static Alert alert(CameraId view, long run, Change change) {
        return new Alert(
                String.join("/", RULE, view.value(), "" + run),
                new Alert.Trigger(RULE, null, view, LABEL),
                change,
                Alert.Peak.NONE);
    }
}
