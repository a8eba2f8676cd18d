package io.framewatch.training.head;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {

    @Test
    void shouldHoldOutNeighboursOfEveryState() {
        int[] states = {0, 1, 0, 0, 1, 0, 0, 0};

        List<int[]> folds = Folds.of(states, 2, 2);

        assertThat(folds).containsExactly(new int[] {0, 2, 3, 1}, new int[] {5, 6, 7, 4});
    }

    @Test
    void shouldHoldOutEveryPictureOnce() {
        int[] states = IntStream.range(0, 47).map(i -> i % 3 == 0 ? 1 : 0).toArray();

        List<int[]> folds = Folds.of(states, 2, 5);

        assertThat(folds).hasSize(5);
        assertThat(folds.stream().flatMapToInt(IntStream::of).sorted().toArray())
                .isEqualTo(IntStream.range(0, 47).toArray());
    }

    @Test
    void shouldLeaveEveryPartAPictureOfEveryState() {
        assertThat(Folds.of(new int[] {0, 0, 0, 0, 0, 1, 1, 1}, 2, 5)).hasSize(3);
    }
}
