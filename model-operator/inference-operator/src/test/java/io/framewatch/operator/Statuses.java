package io.framewatch.operator;

import io.framewatch.event.ModelState;
import io.framewatch.event.ModelStatus;
import java.time.Instant;
import java.util.List;

/** What status events say, for assertions. */
final class Statuses {

    private Statuses() {}

    static String name(ModelStatus status) {
        return status.subject().name();
    }

    static String version(ModelStatus status) {
        return status.subject().version();
    }

    static Instant announcedAt(ModelStatus status) {
        return status.subject().announcedAt();
    }

    static ModelState state(ModelStatus status) {
        return status.outcome().state();
    }

    static String reason(ModelStatus status) {
        return status.outcome().reason();
    }

    static List<String> missingLabels(ModelStatus status) {
        return status.outcome().missingLabels();
    }
}
