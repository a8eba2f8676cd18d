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

        assertThat(made.schedule().learningRate(0)).isZero();
        assertThat(made.schedule().learningRate(1)).isEqualTo(0.5);
        assertThat(made.schedule().learningRate(2)).isEqualTo(1);
        assertThat(made.schedule().learningRate(6)).isCloseTo(0.505, within(1e-9));
        assertThat(made.schedule().learningRate(10)).isCloseTo(0.01, within(1e-9));
    }

    @Test
    void shouldGiveEachImageSizeAnEqualShareOfTheEpochs() {
        options.epochs = 6;
        options.imageSizes = List.of(32, 64, 96);
        TrainingOptions made = options.toOptions();

        assertThat(List.of(0, 1, 2, 3, 4, 5))
                .extracting(made.schedule()::imageSize)
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

    @Test
    void shouldKeepTheFormThatCheckpointsHave() {
        assertThat(options.toOptions().recipe())
                .isEqualTo(
                        "TrainingOptions[variant=Variant[name=26m, stemChannels=8, tokens=3,"
                                + " tokenWidth=128, embedding=1024, groups=4, blocks=["
                                + "Block[kind=SEPARABLE, expansion=3, channels=12, stride=2,"
                                + " secondExpansion=0], "
                                + "Block[kind=INVERTED_BOTTLENECK, expansion=3, channels=12,"
                                + " stride=1, secondExpansion=0], "
                                + "Block[kind=DOWN_SAMPLING, expansion=6, channels=24, stride=2,"
                                + " secondExpansion=4], "
                                + "Block[kind=INVERTED_BOTTLENECK, expansion=3, channels=24,"
                                + " stride=1, secondExpansion=0], "
                                + "Block[kind=DOWN_SAMPLING, expansion=6, channels=48, stride=2,"
                                + " secondExpansion=4], "
                                + "Block[kind=INVERTED_BOTTLENECK, expansion=4, channels=48,"
                                + " stride=1, secondExpansion=0], "
                                + "Block[kind=INVERTED_BOTTLENECK, expansion=6, channels=64,"
                                + " stride=1, secondExpansion=0], "
                                + "Block[kind=DOWN_SAMPLING, expansion=6, channels=96, stride=2,"
                                + " secondExpansion=4], "
                                + "Block[kind=INVERTED_BOTTLENECK, expansion=6, channels=96,"
                                + " stride=1, secondExpansion=0]],"
                                + " classes=3, ablation=NONE, width=1.0]"
                                + ", epochs=2, batch=8, learningRate=0.002, warmUp=0.0, weightDecay=0.05,"
                                + " labelSmoothing=0.1, mixup=0.2, dropout=0.1, averaging=0.9,"
                                + " imageSizes=[32], augmentation=Augmentation[minimumScale=0.5,"
                                + " strength=0.5, erasing=0.2], replicas=2, seed=1,"
                                + " checkpointInterval=PT1M, validationInterval=1]");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(options::toOptions)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
