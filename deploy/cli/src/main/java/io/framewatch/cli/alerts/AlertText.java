package io.framewatch.cli.alerts;

import io.framewatch.cli.model.OutputFormat;
import io.framewatch.cli.replay.RecordedAlert;
import io.framewatch.event.AlertMark;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Alerts for people and for scripts. */
final class AlertText {

    private AlertText() {}

    /** Its latest record, as on the topic, with its mark; {@code open} tells whether it goes on. */
    static Map<String, Object> json(RecordedAlert alert, Optional<AlertMark> mark) {
        Map<String, Object> json = OutputFormat.tree(alert.last());
        json.remove("picture");
        json.put("open", alert.to().isEmpty());
        mark.ifPresent(said -> json.put("mark", word(said.verdict())));
        return json;
    }

    /** One row of the list, see {@link ListCommand}. */
    static List<String> row(RecordedAlert alert, Optional<AlertMark> mark) {
        Float score = alert.last().peak().score();
        return List.of(
                alert.id(),
                alert.trigger().rule(),
                alert.trigger().camera().value(),
                alert.from().toString(),
                alert.to().map(Instant::toString).orElse("open"),
                score == null ? "-" : score(score),
                mark.map(said -> word(said.verdict())).orElse("-"));
    }

    static String score(float score) {
        return String.format(Locale.ROOT, "%.4f", score);
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
