package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.event.FrameEncoding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobBenchOptionsTest {

    @Test
    void shouldRefuseCopiesThatDoNotFillThePartitionsEvenly() {
        assertThatThrownBy(() -> options(6, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("copies 6 must be a multiple of 4, the partitions");
    }

    @Test
    void shouldRefuseNoRounds() {
        assertThatThrownBy(() -> options(4, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rounds 0 must be at least 1");
    }

    private static JobBenchOptions options(int copies, int rounds) {
        return new JobBenchOptions(
                Path.of("model"),
                8,
                new JobBenchOptions.Input(List.of(), List.of(FrameEncoding.JPEG), copies),
                new JobBenchOptions.Rounds(rounds, 1),
                null);
    }
}
