package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

class CombingTest {

    private static final int COLUMNS = 120;
    private static final int ROWS = 90;

    @Test
    void shouldFindASmallThingThatMoves() {
        // 10 wide and 8 high, 6 further to the right in the second field
        byte[] luma = luma((x, y) -> in(x, 50 + y % 2 * 6, 10) && in(y, 40, 8) ? 200 : 60);

        assertThat(Combing.isCombed(luma, COLUMNS)).isTrue();
    }

    @Test
    void shouldNotFindCombsInAStillScene() {
        byte[] luma = luma((x, y) -> in(x, 50, 10) && in(y, 40, 8) ? 200 : 60);

        assertThat(Combing.isCombed(luma, COLUMNS)).isFalse();
    }

    @Test
    void shouldNotTakeNoiseForCombs() {
        Random random = new Random(1);
        byte[] luma = luma((x, y) -> 100 + (int) (random.nextGaussian() * 12));

        assertThat(Combing.isCombed(luma, COLUMNS)).isFalse();
    }

    @Test
    void shouldNotTakeAThinLineForCombs() {
        byte[] luma = luma((x, y) -> y == 44 ? 200 : 60);

        assertThat(Combing.isCombed(luma, COLUMNS)).isFalse();
    }

    @Test
    void shouldLookAtSmallPictures() {
        assertThat(Combing.isCombed(new byte[16 * 4], 16)).isFalse();
        assertThat(Combing.isCombed(new byte[1], 1)).isFalse();
    }

    private static boolean in(int value, int start, int length) {
        return value >= start && value < start + length;
    }

    private static byte[] luma(IntBinaryOperator sample) {
        byte[] luma = new byte[COLUMNS * ROWS];
        for (int i = 0; i < luma.length; i++) {
            luma[i] = (byte) sample.applyAsInt(i % COLUMNS, i / COLUMNS);
        }
        return luma;
    }
}
