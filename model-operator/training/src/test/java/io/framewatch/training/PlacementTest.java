package io.framewatch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import org.junit.jupiter.api.Test;

class PlacementTest {

    @Test
    void shouldMapTheOutputsCornersToTheRectangles() {
        Placement placement = Placement.of(new Rectangle2D.Double(10, 20, 40, 80), false, 0, 8);

        assertMapped(placement, 0, 0, 10, 20);
        assertMapped(placement, 8, 8, 50, 100);
        assertMapped(placement, 8, 0, 50, 20);
    }

    @Test
    void shouldChangeLeftAndRight() {
        Placement placement = Placement.of(new Rectangle2D.Double(10, 20, 40, 80), true, 0, 8);

        assertMapped(placement, 0, 0, 50, 20);
        assertMapped(placement, 8, 8, 10, 100);
    }

    @Test
    void shouldTurnAboutTheCentre() {
        Placement placement =
                Placement.of(new Rectangle2D.Double(0, 0, 8, 8), false, Math.PI / 2, 8);

        assertMapped(placement, 4, 4, 4, 4);
        assertMapped(placement, 8, 4, 4, 8);
        assertMapped(placement, 4, 8, 0, 4);
    }

    @Test
    void shouldTakeTheLargestCentredSquare() {
        Placement placement = Placement.centre(TestingPictures.counting(12, 6), 3);

        assertMapped(placement, 0, 0, 3, 0);
        assertMapped(placement, 3, 3, 9, 6);
    }

    @Test
    void shouldSampleAsOftenAsShrinkingNeeds() {
        assertThat(Placement.of(new Rectangle2D.Double(0, 0, 4, 4), false, 0, 8).samples()).isOne();
        assertThat(Placement.of(new Rectangle2D.Double(0, 0, 8, 8), false, 0.3, 8).samples())
                .isOne();
        assertThat(Placement.of(new Rectangle2D.Double(0, 0, 16, 8), false, 0, 8).samples())
                .isEqualTo(2);
        assertThat(Placement.of(new Rectangle2D.Double(0, 0, 24, 24), true, 1, 8).samples())
                .isEqualTo(3);
    }

    private static void assertMapped(Placement p, double u, double v, double x, double y) {
        assertThat(p.a() * u + p.b() * v + p.c()).isCloseTo(x, within(1e-9));
        assertThat(p.d() * u + p.e() * v + p.f()).isCloseTo(y, within(1e-9));
    }
}
