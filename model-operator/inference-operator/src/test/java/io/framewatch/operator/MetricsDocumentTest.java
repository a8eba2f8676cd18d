package io.framewatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The operators' page on metrics has the metrics that there are, under their names. */
class MetricsDocumentTest {

    private static final Path DOCUMENT = Path.of("../../docs/metrics.md");

    /** What Flink's Prometheus reporter puts before the name of an operator's metric. */
    private static final String SCOPE = "flink_taskmanager_job_task_operator_";

    @Test
    void shouldDocumentEveryMetricAndNoOther() throws IOException {
        List<String> rows =
                Files.readAllLines(DOCUMENT).stream()
                        .filter(line -> line.startsWith("| `") && line.contains(SCOPE))
                        .map(line -> line.split(" *\\| *"))
                        .map(cells -> String.join(" ", cells[1], cells[2], cells[4]).strip())
                        .toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        Stream.of(OperatorMetric.values()).map(MetricsDocumentTest::row).toList());
    }

    private static String row(OperatorMetric metric) {
        String group = metric.label().map(label -> label + "_").orElse("");
        String label = metric.label().map(name -> "`" + name + "`").orElse("");
        return "`%s` `%s%s%s` %s"
                .formatted(metric.metricName(), SCOPE, group, metric.metricName(), label)
                .strip();
    }
}
