package io.framewatch.mobileformer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlockedLayoutTest {

    private static final BlockedLayout PAIRS = new BlockedLayout(2);

    @Test
    void shouldPadChannelsToFullBlocks() {
        assertThat(new BlockedLayout(16).padded(12)).isEqualTo(16);
        assertThat(new BlockedLayout(16).padded(32)).isEqualTo(32);
        assertThat(PAIRS.padded(new int[] {4, 5, 6})).containsExactly(4, 5, 6, Affine.ZERO);
    }

    /** Outputs 0 and 1 of inputs 0, then of 1, then of 2 and 3; then outputs 2 and 3. */
    @Test
    void shouldPutOutputsOfABlockSideBySide() {
        float[] byOutput = {
            0, 1, 2, 3,
            10, 11, 12, 13,
            20, 21, 22, 23,
            30, 31, 32, 33
        };

        Tensor blocked = PAIRS.dense(Affine.of(Tensor.of(byOutput, 4, 4, 1, 1)));

        assertThat(blocked.shape()).containsExactly(4, 4, 1, 1);
        assertThat(blocked.values())
                .containsExactly(0, 10, 1, 11, 2, 12, 3, 13, 20, 30, 21, 31, 22, 32, 23, 33);
    }

    @Test
    void shouldKeepThePixelsOfAKernelTogether() {
        float[] byOutput = {0, 1, 2, 3, 10, 11, 12, 13};

        Tensor blocked = PAIRS.dense(Affine.of(Tensor.of(byOutput, 2, 2, 1, 2)));

        assertThat(blocked.values()).containsExactly(0, 10, 2, 12, 1, 11, 3, 13);
    }

    @Test
    void shouldInterleaveNarrowFilters() {
        float[] byOutput = {0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32};

        Tensor blocked = PAIRS.narrow(Affine.of(Tensor.of(byOutput, 4, 1, 1, 3)));

        assertThat(blocked.values()).containsExactly(0, 10, 1, 11, 2, 12, 20, 30, 21, 31, 22, 32);
    }
}
