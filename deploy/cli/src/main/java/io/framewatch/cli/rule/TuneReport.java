package io.framewatch.cli.rule;

import io.framewatch.cli.TextTable;
import io.framewatch.cli.rule.Tuning.Point;
import io.framewatch.event.RuleCondition.Scored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What tuning a rule comes to.
 *
 * @param rule id of the rule
 * @param marks number of marked alerts that were looked at
 * @param now the rule as it is
 * @param proposal the proposal; empty if there are too few marks, or nothing is better
 * @param curve all points that were tried
 * @param command the command that makes the rule the proposal
 */
record TuneReport(
        String rule,
        Marks marks,
        Figures now,
        Optional<Figures> proposal,
        List<Point> curve,
        Optional<String> command) {

    private static final int FEW = 10;
    private static final List<String> HEADER =
            List.of(
                    "",
                    "ENTER",
                    "EXIT",
                    "FRAMES",
                    "FOR",
                    "EXIT FOR",
                    "WRONG",
                    "MISSED",
                    "UNMARKED");

    /**
     * Alerts of the rule.
     *
     * @param withoutResults marked ones whose results are no longer retained
     */
    record Marks(int right, int wrong, int withoutResults) {

        /** Whether one can be weighed against the other. */
        boolean suffice() {
            return right > 0 && wrong > 0;
        }
    }

    /**
     * What a condition comes to.
     *
     * @param unmarked number of alerts at times of no marked one, over all of the time
     */
    record Figures(Point point, long unmarked) {}

    /** For people. */
    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "rule %s: %d alerts marked right, %d marked wrong%s"
                        .formatted(
                                rule,
                                marks.right(),
                                marks.wrong(),
                                marks.withoutResults() == 0
                                        ? ""
                                        : "; the results of %d others are no longer retained"
                                                .formatted(marks.withoutResults())));
        List<List<String>> rows = new ArrayList<>(List.of(HEADER, row("now", now)));
        proposal.ifPresent(figures -> rows.add(row("proposal", figures)));
        lines.add(TextTable.of(rows));
        lines.add(conclusion());
        command.ifPresent(lines::add);
        if (marks.suffice()) {
            lines.add("");
            lines.add(curveTable());
        }
        return String.join("\n", lines);
    }

    private String conclusion() {
        if (!marks.suffice()) {
            return "too few marks: there must be at least one alert marked right and one marked"
                    + " wrong, see alerts mark";
        }
        String few =
                marks.right() + marks.wrong() < FEW
                        ? ", though with fewer than %d marks little is certain".formatted(FEW)
                        : "";
        return proposal.isPresent()
                ? "proposed and not applied" + few + ":"
                : "nothing that was tried makes fewer mistakes" + few;
    }

    /** For each enter score the condition with the fewest mistakes. */
    private String curveTable() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ENTER", "WRONG", "MISSED", "EXIT", "FRAMES", "FOR", "EXIT FOR"));
        best().values()
                .forEach(
                        point -> {
                            Scored condition = point.condition();
                            rows.add(
                                    List.of(
                                            "" + condition.enter().score(),
                                            "" + point.wrong(),
                                            "" + point.missed(),
                                            "" + condition.exit().score(),
                                            frames(condition),
                                            RuleArguments.text(condition.enter().lasting()),
                                            RuleArguments.text(condition.exit().lasting())));
                        });
        return TextTable.of(rows);
    }

    private Map<Float, Point> best() {
        Map<Float, Point> best = new TreeMap<>();
        for (Point point : curve) {
            best.merge(
                    point.condition().enter().score(),
                    point,
                    (one, other) -> other.mistakes() < one.mistakes() ? other : one);
        }
        return best;
    }

    /** For scripts. */
    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rule", rule);
        json.put("marks", marks);
        json.put("now", json(now));
        proposal.ifPresent(figures -> json.put("proposal", json(figures)));
        command.ifPresent(text -> json.put("command", text));
        json.put(
                "curve",
                curve.stream()
                        .sorted(Comparator.comparing(point -> point.condition().enter().score()))
                        .map(TuneReport::json)
                        .toList());
        return json;
    }

    private static Map<String, Object> json(Figures figures) {
        Map<String, Object> json = json(figures.point());
        json.put("unmarked", figures.unmarked());
        return json;
    }

    private static Map<String, Object> json(Point point) {
        Scored condition = point.condition();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("enterScore", condition.enter().score());
        json.put("exitScore", condition.exit().score());
        json.put("frames", condition.enter().frames());
        json.put("of", condition.enter().of());
        json.put("enterFor", condition.enter().lasting().toString());
        json.put("exitFor", condition.exit().lasting().toString());
        json.put("wrong", point.wrong());
        json.put("missed", point.missed());
        return json;
    }

    private static List<String> row(String name, Figures figures) {
        Scored condition = figures.point().condition();
        return List.of(
                name,
                "" + condition.enter().score(),
                "" + condition.exit().score(),
                frames(condition),
                RuleArguments.text(condition.enter().lasting()),
                RuleArguments.text(condition.exit().lasting()),
                "" + figures.point().wrong(),
                "" + figures.point().missed(),
                "" + figures.unmarked());
    }

    private static String frames(Scored condition) {
        return condition.enter().inARow()
                ? "" + condition.enter().frames()
                : condition.enter().frames() + " of " + condition.enter().of();
    }
}
