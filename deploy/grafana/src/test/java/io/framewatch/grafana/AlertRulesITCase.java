package io.framewatch.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.framewatch.grafana.ShippedQueries.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own tool checks the configuration and the alert rules, and runs the rules' tests. */
class AlertRulesITCase {

    private static final Path TESTS = Path.of("src/test/promtool/framewatch.rules.test.yml");
    private static final Path ROOT = Path.of("../..");

    @TempDir private Path folder;

    @Test
    void shouldBeAConfigurationThatPrometheusTakes() throws Exception {
        assertPromtool("check", "config", "prometheus/prometheus.yml");
    }

    @Test
    void shouldFireWhenTheTestsSaySo() throws Exception {
        assertPromtool("test", "rules", TESTS.toString());
    }

    @Test
    void shouldTestThatEachRuleFiresAndThatItDoesNot() throws Exception {
        Set<String> firing = new HashSet<>();
        Set<String> silent = new HashSet<>();
        for (JsonNode test : new YAMLMapper().readTree(TESTS.toFile()).get("tests")) {
            for (JsonNode each : test.get("alert_rule_test")) {
                (each.get("exp_alerts").isEmpty() ? silent : firing)
                        .add(each.get("alertname").asText());
            }
        }

        Set<String> rules =
                ShippedQueries.rules().stream().map(Rule::name).collect(Collectors.toSet());
        assertThat(firing).isEqualTo(rules);
        assertThat(silent).isEqualTo(rules);
    }

    @Test
    void shouldSayWhatToDo() throws IOException {
        for (Rule rule : ShippedQueries.rules()) {
            assertThat(rule.labels().path("severity").asText())
                    .as(rule.name())
                    .isIn("critical", "warning");
            assertThat(rule.annotations().path("summary").asText()).as(rule.name()).isNotBlank();
            String[] runbook = rule.annotations().path("runbook").asText().split("#");
            Path page = ROOT.resolve(runbook[0]);
            assertThat(page).as(rule.name()).isRegularFile();
            if (runbook.length > 1) {
                assertThat(anchors(page)).as(rule.name()).contains(runbook[1]);
            }
        }
    }

    private void assertPromtool(String... arguments) throws Exception {
        List<String> command = Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList();
        Path output = folder.resolve("promtool.txt");
        Process promtool = DebianProgram.start(output, command);
        assertThat(promtool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(promtool.exitValue()).as(Files.readString(output)).isZero();
    }

    /** The headings of a page, as links have them. */
    private static List<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                .toList();
    }
}
