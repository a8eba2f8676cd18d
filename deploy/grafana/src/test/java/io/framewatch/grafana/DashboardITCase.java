package io.framewatch.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.grafana.ShippedQueries.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus with the shipped configuration reads a running pipeline, and answers every
 * query of the dashboard and of the alert rules.
 */
@Timeout(1200)
class DashboardITCase {

    private static final Path PICTURE = Path.of("target/dashboard.png");
    private static final Duration RUN =
            Duration.ofMinutes(Long.getLong("framewatch.dashboard.minutes", 0));
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);

    @TempDir private static Path folder;

    private static TestingPipeline pipeline;
    private static Prometheus prometheus;

    @BeforeAll
    static void start() throws Exception {
        pipeline = TestingPipeline.start(Files.createDirectory(folder.resolve("flink")));
        prometheus = Prometheus.start(folder, pipeline.targets());
    }

    @AfterAll
    static void stop() throws Exception {
        if (prometheus != null) {
            prometheus.close();
        }
        if (pipeline != null) {
            pipeline.close();
        }
    }

    @Test
    void shouldHaveSeriesForEveryQueryOfTheDashboard() throws Exception {
        assertThat(ShippedQueries.panelQueries()).hasSizeGreaterThan(30);
        assertSeries(ShippedQueries.panelQueries());
    }

    /** A rule itself has a series only when something is wrong. */
    @Test
    void shouldHaveSeriesForEverythingThatRulesLookAt() throws Exception {
        assertThat(ShippedQueries.ruleSelectors()).hasSizeGreaterThan(15);
        assertSeries(ShippedQueries.ruleSelectors());
    }

    @Test
    void shouldEvaluateEveryRule() throws Exception {
        await(
                "rules that cannot be evaluated",
                () ->
                        prometheus.rules().stream()
                                .filter(rule -> !rule.path("health").asText().equals("ok"))
                                .toList());

        assertThat(prometheus.rules())
                .extracting(rule -> rule.path("name").asText())
                .containsExactlyInAnyOrderElementsOf(
                        ShippedQueries.rules().stream().map(Rule::name).toList());
    }

    @Test
    void shouldAlertOfFramesThatAreUnaccounted() throws Exception {
        await(
                "series of the ledger",
                () -> missing(List.of("flink_taskmanager_job_task_operator_unaccountedFrames")));

        pipeline.trouble().loseFrame();

        await(
                "alerts that do not fire",
                () ->
                        missing(
                                List.of(
                                        "ALERTS{alertname=\"FramewatchFramesUnaccounted\","
                                                + "alertstate=\"firing\"}")));
        assertThat(
                        prometheus
                                .query("sum(flink_taskmanager_job_task_operator_unaccountedFrames)")
                                .at("/0/value/1")
                                .asText())
                .isEqualTo("1");
    }

    @Test
    void shouldDrawEveryPanel() throws Exception {
        long end = System.nanoTime() + RUN.toNanos();
        assertSeries(ShippedQueries.panelQueries());
        while (System.nanoTime() < end) {
            round();
        }

        new DashboardPicture(prometheus, RUN.plusMinutes(1)).write(PICTURE);

        assertThat(PICTURE).isNotEmptyFile();
    }

    private static void assertSeries(Collection<String> queries) throws Exception {
        await("queries without series", () -> missing(queries));
    }

    private static Set<String> missing(Collection<String> queries) throws Exception {
        Set<String> missing = new TreeSet<>();
        for (String query : queries) {
            if (prometheus.query(query).isEmpty()) {
                missing.add(query);
            }
        }
        return missing;
    }

    /** Waits until nothing is left; trouble is made meanwhile. */
    private static void await(String what, Left left) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Collection<?> now = left.now();
        while (!now.isEmpty() || prometheus.rules().isEmpty()) {
            assertThat(System.nanoTime()).as("%s: %s", what, now).isLessThan(end);
            round();
            now = left.now();
        }
    }

    private static void round() throws Exception {
        pipeline.trouble().write();
        LockSupport.parkNanos(ROUND_NANOS);
    }

    private interface Left {
        Collection<?> now() throws Exception;
    }
}
