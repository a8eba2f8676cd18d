package io.framewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CameraTallyTest {

    @Test
    void shouldAddUpInEverySnapshot() {
        CameraTally tally = new CameraTally();
        CompletableFuture<Void> counting =
                CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < 100_000; i++) {
                                count(tally, i % 4);
                            }
                        });

        while (!counting.isDone()) {
            tally.counts(); // refuses counts that do not add up
        }

        counting.join();
        assertThat(tally.counts())
                .isEqualTo(
                        new CameraCounts(
                                100_000,
                                Map.of(SkipReason.RATE, 25_000L),
                                Map.of(DropReason.SLOW_BROKER, 25_000L),
                                25_000,
                                25_000));
    }

    @Test
    void shouldRefuseCountsThatDoNotAddUp() {
        assertThatThrownBy(
                        () ->
                                new CameraCounts(
                                        10,
                                        Map.of(SkipReason.RATE, 1L),
                                        Map.of(DropReason.REFUSED, 2L),
                                        3,
                                        3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "captured 10 must be skipped {rate=1} + dropped {refused=2} + published 3"
                                + " + pending 3");
    }

    @Test
    void shouldTellTheTimeSinceTheLastPicture() {
        AtomicLong nanoTime = new AtomicLong(100);
        CameraTally tally = new CameraTally(nanoTime::get);
        nanoTime.set(107);
        Duration beforeTheFirst = tally.sinceCapture();

        tally.run(1).captured();
        nanoTime.set(110);

        assertThat(beforeTheFirst).isEqualTo(Duration.ofNanos(7));
        assertThat(tally.sinceCapture()).isEqualTo(Duration.ofNanos(3));
    }

    @Test
    void shouldReadAsOneLine() {
        assertThat(new CameraCounts(377, Map.of(SkipReason.RATE, 226L), Map.of(), 151, 0))
                .hasToString("captured 377, skipped 226, dropped 0, published 151");
        assertThat(
                        new CameraCounts(
                                10,
                                Map.of(SkipReason.RATE, 1L),
                                Map.of(DropReason.STOPPED, 2L, DropReason.SLOW_BROKER, 3L),
                                2,
                                2))
                .hasToString(
                        "captured 10, skipped 1, dropped 5 (slow-broker 3, stopped 2),"
                                + " published 2, pending 2");
    }

    private static void count(CameraTally tally, int outcome) {
        tally.run(1).captured();
        switch (outcome) {
            case 0 -> tally.run(1).skipped(SkipReason.RATE);
            case 1 -> tally.run(1).dropped(DropReason.SLOW_BROKER);
            case 2 -> tally.run(1).published();
            default -> assertThat(tally.counts().pending()).isPositive();
        }
    }
}
