package io.framewatch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingOptionsTest {

    private final TestingOptions options = new TestingOptions();

    @Test
    void shouldRaiseTheRateLinearlyThenLowerItAsACosine() {
        options.epochs = 10;
        options.warmUp = 2;
        options.learningRate = 1;
        TrainingOptions made = options.toOptions();

        assertThat(made.learningRate(0)).isZero();
        assertThat(made.learningRate(1)).isEqualTo(0.5);
        assertThat(made.learningRate(2)).isEqualTo(1);
        assertThat(made.learningRate(6)).isCloseTo(0.505, within(1e-9));
        assertThat(made.learningRate(10)).isCloseTo(0.01, within(1e-9));
    }

    @Test
    void shouldGiveEachImageSizeAnEqualShareOfTheEpochs() {
        options.epochs = 6;
        options.imageSizes = List.of(32, 64, 96);
        TrainingOptions made = options.toOptions();

        assertThat(List.of(0, 1, 2, 3, 4, 5))
                .extracting(made::imageSize)
                .containsExactly(32, 32, 64, 64, 96, 96);
    }

    @Test
    void shouldNameTheOptionItsValueAndTheRule() {
        options.batch = 7;
        assertRefused("batch 7 must be a multiple of the replicas, 2");
        options.batch = 2;
        assertRefused("batch 2 must be at least 2 for each replica of 2");
        options.batch = 8;
        options.warmUp = 3;
        assertRefused("warm-up 3.0 must be from 0 to the epochs");
        options.warmUp = 0;
        options.averaging = 1;
        assertRefused("averaging 1.0 must be at least 0 and below 1");
        options.averaging = 0;
        options.imageSizes = List.of(64, 100);
        assertRefused("image size 100 must be a multiple of 32");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(options::toOptions)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
