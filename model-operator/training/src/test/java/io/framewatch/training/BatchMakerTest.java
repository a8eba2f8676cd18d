package io.framewatch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchMakerTest {

    private final LabelledPictures pictures = TestingPictures.coloured(8, 1);
    private final TestingOptions options = new TestingOptions();

    @Test
    void shouldTakeEachPictureOnceAnEpochInAnotherOrder() {
        BatchMaker maker = new BatchMaker(pictures, options.toOptions());

        assertThat(maker.order(0))
                .containsExactlyInAnyOrder(IntStream.range(0, 24).toArray())
                .isEqualTo(maker.order(0))
                .isNotEqualTo(maker.order(1));
    }

    @Test
    void shouldSmoothTargets() {
        options.mixup = 0;
        BatchMaker maker = new BatchMaker(pictures, options.toOptions());
        Batch batch = new Batch(1, 32, 3);

        maker.fill(batch, 0, new int[] {8}, 0, 1, 32);

        assertThat(batch.usedTargets())
                .containsExactly(new float[] {0.1f / 3, 0.9f + 0.1f / 3, 0.1f / 3}, within(1e-6f));
    }

    /** Pairs first and last, second and last but one, and so on, with the same shares. */
    @Test
    void shouldMixImagesAndTargetsAlike() {
        options.augmentation = new Augmentation(1, 0, 0);
        options.mixup = 0;
        Batch plain = batch();
        options.mixup = 1;
        Batch mixed = batch();

        float share =
                (mixed.targets()[0] - plain.targets()[3])
                        / (plain.targets()[0] - plain.targets()[3]);
        assertThat(share).isBetween(0.01f, 0.99f);
        int image = plain.imageLength();
        for (int i = 0; i < image; i += 97) {
            assertThat(mixed.pixels()[i])
                    .isCloseTo(
                            share * plain.pixels()[i] + (1 - share) * plain.pixels()[image + i],
                            within(1e-4f));
        }
    }

    private Batch batch() {
        Batch batch = new Batch(2, 32, 3);
        new BatchMaker(pictures, options.toOptions()).fill(batch, 0, new int[] {0, 8}, 0, 2, 32);
        return batch;
    }

    @Test
    void shouldMakeTheSameBatchAtTheSamePlaceOnly() {
        BatchMaker maker = new BatchMaker(pictures, options.toOptions());
        Batch first = new Batch(4, 32, 3);
        Batch again = new Batch(4, 32, 3);
        Batch later = new Batch(4, 32, 3);

        maker.fill(first, 3, maker.order(3), 4, 4, 32);
        maker.fill(later, 4, maker.order(3), 4, 4, 32);
        new BatchMaker(pictures, options.toOptions()).fill(again, 3, maker.order(3), 4, 4, 32);

        assertThat(again.pixels()).isEqualTo(first.pixels()).isNotEqualTo(later.pixels());
        assertThat(again.targets()).isEqualTo(first.targets());
        assertThat(again.memory()).isEqualTo(first.memory());
    }
}
