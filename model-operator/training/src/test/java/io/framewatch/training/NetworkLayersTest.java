package io.framewatch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import org.junit.jupiter.api.Test;

/** Batch normalisation in both modes. {@link NetworkTest} tests the other layers. */
class NetworkLayersTest {

    private static final Variant VARIANT = Variant.named("26m").withClasses(2);

    /** The stem's normalisation and its input: 4 and 8 in the first channel. */
    private static final String NAME = "stem.1";

    @Test
    void shouldNormaliseByTheBatchInTrainingAndRememberItsStatistics() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NetworkParameters parameters = parameters(manager);

            NDArray y = new NetworkLayers(parameters, true).batchNorm(NAME, input(manager));

            float[] normalised = {-1, 1};
            assertThat(y.get(":, 0").toFloatArray()).containsExactly(normalised, within(1e-4f));
            assertThat(parameters.get(NAME + ".running_mean").toFloatArray()[0])
                    .as("nine tenths of 0, one tenth of the mean 6")
                    .isCloseTo(0.6f, within(1e-5f));
            assertThat(parameters.get(NAME + ".running_var").toFloatArray()[0])
                    .as("nine tenths of 1, one tenth of the unbiased variance 8")
                    .isCloseTo(1.7f, within(1e-5f));
        }
    }

    @Test
    void shouldShowTheRunningStatisticsAmongTheValues() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NetworkParameters parameters = parameters(manager);
            float[] before = new float[parameters.values().remaining()];
            parameters.values().get(before);

            new NetworkLayers(parameters, true).batchNorm(NAME, input(manager));

            float[] after = new float[before.length];
            parameters.values().get(after);
            Weights weights = NetworkParameters.weights(VARIANT, after);
            assertThat(weights.get(NAME + ".running_mean").values()[0])
                    .isCloseTo(0.6f, within(1e-5f));
            assertThat(after).isNotEqualTo(before);
        }
    }

    @Test
    void shouldNormaliseByTheRunningStatisticsOtherwiseAndKeepThem() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NetworkParameters parameters = parameters(manager);

            NDArray y = new NetworkLayers(parameters, false).batchNorm(NAME, input(manager));

            float[] asTheyAre = {4, 8};
            assertThat(y.get(":, 0").toFloatArray()).containsExactly(asTheyAre, within(1e-3f));
            assertThat(parameters.get(NAME + ".running_mean").toFloatArray()[0]).isZero();
            assertThat(parameters.get(NAME + ".running_var").toFloatArray()[0]).isEqualTo(1);
        }
    }

    private static NetworkParameters parameters(NDManager manager) {
        NetworkParameters parameters = new NetworkParameters(manager, VARIANT, false);
        parameters.values().put(NetworkParameters.values(VARIANT, Weights.untrained(VARIANT, 1)));
        return parameters;
    }

    private static NDArray input(NDManager manager) {
        NDArray x = manager.zeros(new Shape(2, VARIANT.mobile().stemChannels(), 1, 1));
        x.set(new NDIndex("0, 0"), 4);
        x.set(new NDIndex("1, 0"), 8);
        return x;
    }
}
