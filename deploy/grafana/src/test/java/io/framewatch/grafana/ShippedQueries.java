package io.framewatch.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The dashboard and the alert rules, as they are shipped. */
final class ShippedQueries {

    static final Path RULES = Path.of("prometheus/framewatch.rules.yml");
    static final Path DASHBOARD = Path.of("dashboards/framewatch.json");

    /** A metric and its labels, as a query selects them. */
    private static final Pattern SELECTOR =
            Pattern.compile("\\b(?:(?:framewatch|flink)_\\w+|up)\\b(?:\\{[^}]*})?");

    private ShippedQueries() {}

    /**
     * A panel of the dashboard.
     *
     * @param place column, row, width and height in Grafana's grid of 24 columns
     */
    record Panel(String title, String type, String unit, Place place, List<Target> targets) {}

    /** A place in the grid. */
    record Place(int x, int y, int w, int h) {}

    /**
     * A query of a panel.
     *
     * @param legend name of each of its series; a label's name in double braces is its value
     */
    record Target(String query, String legend) {}

    /** A rule with its labels and annotations. */
    record Rule(String name, String query, JsonNode labels, JsonNode annotations) {}

    static List<Panel> panels() throws IOException {
        List<Panel> panels = new ArrayList<>();
        for (JsonNode panel : new JsonMapper().readTree(DASHBOARD.toFile()).get("panels")) {
            List<Target> targets = new ArrayList<>();
            for (JsonNode target : panel.get("targets")) {
                targets.add(
                        new Target(
                                target.get("expr").asText(), target.get("legendFormat").asText()));
            }
            JsonNode grid = panel.get("gridPos");
            panels.add(
                    new Panel(
                            panel.get("title").asText(),
                            panel.get("type").asText(),
                            panel.at("/fieldConfig/defaults/unit").asText(),
                            new Place(
                                    grid.get("x").asInt(),
                                    grid.get("y").asInt(),
                                    grid.get("w").asInt(),
                                    grid.get("h").asInt()),
                            targets));
        }
        return panels;
    }

    static List<String> panelQueries() throws IOException {
        return panels().stream()
                .flatMap(panel -> panel.targets().stream())
                .map(Target::query)
                .toList();
    }

    static List<Rule> rules() throws IOException {
        List<Rule> rules = new ArrayList<>();
        for (JsonNode group : new YAMLMapper().readTree(RULES.toFile()).get("groups")) {
            for (JsonNode rule : group.get("rules")) {
                rules.add(
                        new Rule(
                                rule.get("alert").asText(),
                                rule.get("expr").asText(),
                                rule.get("labels"),
                                rule.get("annotations")));
            }
        }
        return rules;
    }

    /** What the rules select of Prometheus, each once. */
    static Set<String> ruleSelectors() throws IOException {
        return rules().stream()
                .flatMap(rule -> SELECTOR.matcher(rule.query()).results())
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
