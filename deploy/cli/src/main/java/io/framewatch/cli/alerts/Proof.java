package io.framewatch.cli.alerts;

import io.framewatch.cli.TextTable;
import io.framewatch.event.Classification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An alert that was decided again.
 *
 * @param alert its id
 * @param revision revision of its rule
 * @param models the models that classified its frames
 * @param frames number of frames that were decided again
 * @param leftOut number of frames that were not decided then
 * @param checks what came out
 */
record Proof(
        String alert,
        String revision,
        List<Classification.Model> models,
        int frames,
        int leftOut,
        List<Check> checks) {

    Proof {
        models = List.copyOf(models);
        checks = List.copyOf(checks);
    }

    boolean isProven() {
        return checks.stream().allMatch(Check::equal);
    }

    /** For people. */
    String text() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("alert", alert));
        rows.add(List.of("rule", "revision " + revision + ", found"));
        models.forEach(
                model ->
                        rows.add(
                                List.of(
                                        "model",
                                        "%s %s, sha256 %s, found"
                                                .formatted(
                                                        model.name(),
                                                        model.version(),
                                                        model.sha256()))));
        rows.add(
                List.of(
                        "frames",
                        frames
                                + " decided again"
                                + (leftOut == 0 ? "" : ", " + leftOut + " left out")));
        checks.forEach(
                check -> rows.add(List.of(check.what(), check.alerted() + ": " + check.result())));
        return TextTable.of(rows) + (isProven() ? "\nproven" : "\nnot equal");
    }

    /** For scripts. */
    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("alert", alert);
        json.put("verdict", isProven() ? "proven" : "not-equal");
        json.put("ruleRevision", revision);
        json.put("models", models);
        json.put("frames", frames);
        json.put("framesLeftOut", leftOut);
        json.put("tolerance", Check.TOLERANCE);
        json.put("checks", checks.stream().map(Check::toJson).toList());
        return json;
    }
}
