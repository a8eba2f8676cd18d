package io.framewatch.consumer.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ForwardMetricTest {

    private static final Path DOCUMENT = Path.of("../../docs/metrics.md");

    @Test
    void shouldDocumentEveryMetricAndNoOther() throws IOException {
        List<String> rows =
                Files.readAllLines(DOCUMENT).stream()
                        .filter(line -> line.startsWith("| `framewatch_forward_"))
                        .toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        Stream.of(ForwardMetric.values()).map(ForwardMetricTest::row).toList());
    }

    private static String row(ForwardMetric metric) {
        return "| `%s` | %s | %s |"
                .formatted(
                        metric.exposedName(),
                        metric.isCounter() ? "counter" : "gauge",
                        metric.meaning());
    }
}
