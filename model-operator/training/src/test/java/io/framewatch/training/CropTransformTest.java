package io.framewatch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import org.junit.jupiter.api.Test;

class CropTransformTest {

    @Test
    void shouldMapTheOutputsCornersToTheRectangles() {
        CropTransform crop = CropTransform.of(new Rectangle2D.Double(10, 20, 40, 80), false, 0, 8);

        assertMapped(crop, 0, 0, 10, 20);
        assertMapped(crop, 8, 8, 50, 100);
        assertMapped(crop, 8, 0, 50, 20);
    }

    @Test
    void shouldChangeLeftAndRight() {
        CropTransform crop = CropTransform.of(new Rectangle2D.Double(10, 20, 40, 80), true, 0, 8);

        assertMapped(crop, 0, 0, 50, 20);
        assertMapped(crop, 8, 8, 10, 100);
    }

    @Test
    void shouldTurnAboutTheCentre() {
        CropTransform crop =
                CropTransform.of(new Rectangle2D.Double(0, 0, 8, 8), false, Math.PI / 2, 8);

        assertMapped(crop, 4, 4, 4, 4);
        assertMapped(crop, 8, 4, 4, 8);
        assertMapped(crop, 4, 8, 0, 4);
    }

    @Test
    void shouldTakeTheLargestCentredSquare() {
        CropTransform crop = CropTransform.centre(TestingPictures.counting(12, 6), 3);

        assertMapped(crop, 0, 0, 3, 0);
        assertMapped(crop, 3, 3, 9, 6);
    }

    @Test
    void shouldSampleAsOftenAsShrinkingNeeds() {
        assertThat(CropTransform.of(new Rectangle2D.Double(0, 0, 4, 4), false, 0, 8).samples())
                .isOne();
        assertThat(CropTransform.of(new Rectangle2D.Double(0, 0, 8, 8), false, 0.3, 8).samples())
                .isOne();
        assertThat(CropTransform.of(new Rectangle2D.Double(0, 0, 16, 8), false, 0, 8).samples())
                .isEqualTo(2);
        assertThat(CropTransform.of(new Rectangle2D.Double(0, 0, 24, 24), true, 1, 8).samples())
                .isEqualTo(3);
    }

    private static void assertMapped(CropTransform p, double u, double v, double x, double y) {
        assertThat(p.a() * u + p.b() * v + p.c()).isCloseTo(x, within(1e-9));
        assertThat(p.d() * u + p.e() * v + p.f()).isCloseTo(y, within(1e-9));
    }
}
