package io.framewatch.cli.model;

import io.framewatch.event.ModelState;
import io.framewatch.event.ModelStatus;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Parts of sentences about what became of a model or a head. */
final class StatusText {

    private StatusText() {}

    /** As the JSON has it: {@code set-aside}. */
    static String state(ModelState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@code , 8.5 ms a batch}, {@code , as it is missing: ...}, or nothing. */
    static String details(ModelStatus status) {
        return time(status) + missing(status) + reason(status);
    }

    static String missing(ModelStatus status) {
        List<String> labels = status.outcome().missingLabels();
        return labels.isEmpty()
                ? ""
                : labels.stream()
                        .map(label -> "'" + label + "'")
                        .collect(
                                Collectors.joining(
                                        ", ", ", without ", ": the rules on these labels wait"));
    }

    /** The reason of a deployment goes on a sentence, that of the configuration is one. */
    static String reason(ModelStatus status) {
        if (status.outcome().reason() == null) {
            return "";
        }
        boolean sentence =
                status.subject().isConfigured() && status.outcome().state() == ModelState.REFUSED;
        return (sentence ? ": " : ", as it ") + status.outcome().reason();
    }

    private static String time(ModelStatus status) {
        Long micros = status.outcome().batchMicros();
        return micros == null ? "" : String.format(Locale.ROOT, ", %.1f ms a batch", micros / 1e3);
    }
}
