package io.framewatch.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.mobileformer.Variant;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two epochs at 32 pixels, two at 64, which take four times as long. */
class TimeLeftTest {

    private static final TrainingOptions OPTIONS =
            new TrainingOptions(
                    Variant.named("26m"),
                    new Schedule(4, 0.002, 0, List.of(32, 64)),
                    new Regularisation(0.05, 0.1, 0, 0, 0.9, new Augmentation(1, 0, 0)),
                    new StepOptions(8, 1, 1),
                    new Intervals(Duration.ofMinutes(1), 1));

    @Test
    void shouldCountLargeImagesForMore() {
        assertThat(new TimeLeft(OPTIONS, 0).at(2, Duration.ofMinutes(2)))
                .isEqualTo(Duration.ofMinutes(8));
    }

    @Test
    void shouldCountFromWhereThisProcessBegan() {
        assertThat(new TimeLeft(OPTIONS, 1.5).at(2, Duration.ofMinutes(1)))
                .isEqualTo(Duration.ofMinutes(16));
        assertThat(new TimeLeft(OPTIONS, 0).at(4, Duration.ofMinutes(1))).isZero();
    }
}
