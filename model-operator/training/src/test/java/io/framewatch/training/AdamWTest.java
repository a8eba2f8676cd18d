package io.framewatch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.framewatch.mobileformer.Entry;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Decay 0.05 and averaging 0.9, as in {@link TestingOptions}. */
class AdamWTest {

    private static final List<Entry> ENTRIES =
            List.of(
                    new Entry("stem.weight", Entry.Role.WEIGHT, 1),
                    new Entry("stem.bias", Entry.Role.BIAS, 1),
                    new Entry("norm.mean", Entry.Role.MEAN, 1),
                    new Entry("tokens.weight", Entry.Role.WEIGHT, 1));

    private final TrainingState state = TrainingState.start("recipe", new float[] {2, 2, 2, 2});
    private AdamW optimizer;

    @BeforeEach
    void makeOptimizer() {
        optimizer = new AdamW(ENTRIES, new TestingOptions().toOptions(), state);
    }

    /**
     * The first corrected moments are the gradient and its square. So the first step is the
     * learning rate for every gradient. The weight also decays by 0.1 x 0.05 of itself.
     */
    @Test
    void shouldMakeTheFirstStepThatWasComputedByHand() {
        optimizer.step(new float[] {0.5f, -4, 0, 0.01f}, 0.1);

        assertClose(state.weights(), 2 * 0.995 - 0.1, 2 + 0.1, 2, 2 - 0.1);
        assertClose(state.firstMoments(), 0.05, -0.4, 0, 0.001);
        assertClose(state.secondMoments(), 0.00025, 0.016, 0, 1e-7);
    }

    /**
     * For gradients 1 and -1: m = 0.9 x 0.1 - 0.1 = -0.01, corrected by 1 - 0.81; v = 0.001999,
     * corrected by 1 - 0.998001, is 1.
     */
    @Test
    void shouldMakeTheSecondStepThatWasComputedByHand() {
        optimizer.step(new float[] {0, 1, 0, 0}, 0.1);
        optimizer.step(new float[] {0, -1, 0, 0}, 0.1);

        assertThat((double) state.weights()[1])
                .isCloseTo(2 - 0.1 + 0.1 * 0.01 / 0.19, within(1e-5));
        assertThat(state.steps()).isEqualTo(2);
    }

    /** The average keeps 2/11 after the first step, and 0.9 in the long run. */
    @Test
    void shouldAverageEarlyWeightsLess() {
        state.weights()[2] = 13;
        optimizer.step(new float[4], 0.1);
        assertThat((double) state.average()[2])
                .isCloseTo(2 * 2 / 11.0 + 13 * 9 / 11.0, within(1e-5));

        for (int i = 0; i < 200; i++) {
            optimizer.step(new float[4], 0.1);
        }
        assertThat((double) state.average()[2]).isCloseTo(13, within(1e-4));

        state.weights()[2] = 3;
        optimizer.step(new float[4], 0.1);
        assertThat((double) state.average()[2]).isCloseTo(12, within(1e-3));
    }

    private static void assertClose(float[] actual, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).as("value %d", i).isCloseTo(expected[i], within(1e-5));
        }
    }
}
