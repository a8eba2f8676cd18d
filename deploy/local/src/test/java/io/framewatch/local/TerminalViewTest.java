package io.framewatch.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.AlertState;
import io.framewatch.event.Classification;
import io.framewatch.ingest.capture.CameraState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TerminalViewTest {

    private static final List<CameraRow> ROWS =
            List.of(
                    row("car"),
                    new CameraRow("room", CameraState.RETRYING, 5, results(0, Optional.empty())));

    private static final List<String> LEGEND = List.of("a note");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void shouldShowEachCamera() {
        view(false).cameras(ROWS, LEGEND, Duration.ofSeconds(42), Samples.START);

        assertThat(text().lines())
                .anyMatch(line -> line.matches("road +live +9.8 +10.0 +420 +31 ms +car +0.75"))
                .anyMatch(line -> line.matches("room +retrying +0.0 +5.0 +0 +- +- +-"))
                .contains("a note");
    }

    @Test
    void shouldPrintTheTableOnlyEveryFewSecondsWhereThereIsNoTerminal() {
        TerminalView view = view(false);
        view.cameras(ROWS, LEGEND, Duration.ZERO, Samples.START);
        view.cameras(ROWS, LEGEND, Duration.ZERO, Samples.START.plusSeconds(1));
        view.cameras(ROWS, LEGEND, Duration.ZERO, Samples.START.plusSeconds(5));

        assertThat(text().lines().filter(line -> line.startsWith("road"))).hasSize(2);
        assertThat(text()).doesNotContain("\u001b");
    }

    @Test
    void shouldDrawTheTableAgainBelowALineOnATerminal() {
        TerminalView view = view(true);
        view.cameras(ROWS, LEGEND, Duration.ZERO, Samples.START);
        view.line("a line");

        // five lines up, clear, the line, the table again
        assertThat(text()).contains("\u001b[5F\u001b[Ja line\n");
        assertThat(text().lines().filter(line -> line.startsWith("road"))).hasSize(2);
    }

    @Test
    void shouldSayWhenAnAlertStartsAndHowLongItLasted() {
        TerminalView view = view(false);
        view.alert(Samples.alert(AlertState.STARTED));
        view.alert(Samples.alert(AlertState.ENDED));

        assertThat(text().lines())
                .anyMatch(line -> line.endsWith("ALERT started  road  rule car  car 0.88"))
                .anyMatch(line -> line.endsWith("road  rule car  car 0.88 after 2.5 s"));
    }

    @Test
    void shouldPrintWhatRecordsHoldAsTextOfOneLine() {
        TerminalView view = view(false);
        view.line("a\u001b[2J\nb" + "c".repeat(5000));
        view.alert(Samples.alert("ca\u001b[2Jr\n", Instant.MIN, Instant.MAX));
        view.cameras(
                List.of(row("a very\nlong label of many words")),
                LEGEND,
                Duration.ZERO,
                Samples.START);

        assertThat(text()).doesNotContain("\u001b");
        assertThat(text().lines())
                .anyMatch(line -> line.startsWith("a [2J b") && line.length() == 1000)
                .anyMatch(line -> line.contains("ALERT ended    road  rule car  ca [2Jr  0.88"))
                .anyMatch(line -> line.contains("  a very long lab...  0.75"));
    }

    private TerminalView view(boolean terminal) {
        return new TerminalView(new PrintStream(bytes, true, UTF_8), terminal);
    }

    private static CameraRow row(String label) {
        Optional<Classification> latest = Optional.of(Samples.labelled(label));
        return new CameraRow("road", CameraState.LIVE, 10, results(420, latest));
    }

    private static CameraResults.Snapshot results(
            long classified, Optional<Classification> latest) {
        double fps = classified == 0 ? 0 : 9.8;
        return new CameraResults.Snapshot(
                new FrameCounts.Answered(classified, 0, 0), fps, 10, latest, 31);
    }

    private String text() {
        return bytes.toString(UTF_8);
    }
}
