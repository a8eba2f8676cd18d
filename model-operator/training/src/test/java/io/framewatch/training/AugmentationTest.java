package io.framewatch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AugmentationTest {

    private static final Augmentation NONE = new Augmentation(1, 0, 0);
    private static final Augmentation ALL = new Augmentation(0.25, 1, 1);

    private final Picture picture = TestingPictures.counting(60, 30);

    @Test
    void shouldCropWithinThePictureAndItsScale() {
        Augmentation crops = new Augmentation(0.25, 0, 0);
        for (int seed = 0; seed < 200; seed++) {
            CropTransform crop = crops.crop(picture, new SplittableRandom(seed), 10);

            double[] x = {crop.c(), crop.c() + 10 * crop.a()};
            double[] y = {crop.f(), crop.f() + 10 * crop.e()};
            Arrays.sort(x);
            assertThat(x[0]).isGreaterThan(-1e-9);
            assertThat(x[1]).isLessThan(60 + 1e-9);
            assertThat(y[0]).isGreaterThan(-1e-9);
            assertThat(y[1]).isLessThan(30 + 1e-9);
            assertThat((x[1] - x[0]) * (y[1] - y[0])).isGreaterThan(0.25 * 60 * 30 - 1e-6);
        }
    }

    @Test
    void shouldTakeTheCentreWhereNoCropFits() {
        CropTransform crop = NONE.crop(picture, new SplittableRandom(1), 10);

        assertThat(Math.abs(crop.a())).isCloseTo(3, within(1e-9));
        assertThat(crop.e()).isCloseTo(3, within(1e-9));
        assertThat(crop.c() + 5 * crop.a()).isCloseTo(30, within(1e-9));
    }

    @Test
    void shouldFlipHalfOfThePictures() {
        long flipped =
                IntStream.range(0, 1000)
                        .filter(seed -> NONE.crop(picture, new SplittableRandom(seed), 10).a() < 0)
                        .count();

        assertThat(flipped).isBetween(430L, 570L);
    }

    @Test
    void shouldLeaveColoursAndPixelsWithoutStrength() {
        float[] pixels = {1, 2, 3};

        NONE.erase(new SplittableRandom(1), 1, pixels, 0);

        assertThat(NONE.colours(new SplittableRandom(1))).isEqualTo(Colours.AS_THEY_ARE);
        assertThat(pixels).containsExactly(1, 2, 3);
    }

    @Test
    void shouldEraseTheSameRectangleOfEachPlaneOfOneImage() {
        int size = 16;
        float[] pixels = new float[3 * 3 * size * size];
        Arrays.fill(pixels, 1);

        ALL.erase(new SplittableRandom(7), size, pixels, 3 * size * size);

        int plane = size * size;
        float[] first = Arrays.copyOfRange(pixels, 3 * plane, 4 * plane);
        int erased = (int) IntStream.range(0, plane).filter(i -> first[i] == 0).count();
        assertThat(erased).isBetween(1, plane / 4);
        assertThat(Arrays.copyOfRange(pixels, 4 * plane, 5 * plane)).isEqualTo(first);
        assertThat(Arrays.copyOfRange(pixels, 5 * plane, 6 * plane)).isEqualTo(first);
        assertThat(Arrays.copyOfRange(pixels, 0, 3 * plane)).containsOnly(1);
        assertThat(Arrays.copyOfRange(pixels, 6 * plane, 9 * plane)).containsOnly(1);
    }

    @Test
    void shouldDependOnTheRandomNumbersAlone() {
        assertThat(ALL.crop(picture, new SplittableRandom(3), 10))
                .isEqualTo(ALL.crop(picture, new SplittableRandom(3), 10))
                .isNotEqualTo(ALL.crop(picture, new SplittableRandom(4), 10));
    }

    @Test
    void shouldRefuseValuesOutOfRange() {
        assertThatThrownBy(() -> new Augmentation(0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("smallest crop 0.0 must be above 0 and at most 1");
        assertThatThrownBy(() -> new Augmentation(1, 1.5, 0))
                .hasMessage("strength of augmentation 1.5 must be from 0 to 1");
        assertThatThrownBy(() -> new Augmentation(1, 0, Double.NaN))
                .hasMessage("probability of erasing NaN must be from 0 to 1");
    }
}
