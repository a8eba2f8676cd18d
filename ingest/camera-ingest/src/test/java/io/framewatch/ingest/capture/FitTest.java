package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.ingest.capture.Fit.Placement;
import org.junit.jupiter.api.Test;

class FitTest {

    @Test
    void shouldFollowTheImageNetProtocol() {
        // As torchvision's Resize(256) and CenterCrop(224): 455.1 is cut to 455, 115.5 goes to 116.
        assertThat(Fit.CROP.place(768, 432)).isEqualTo(new Placement(455, 256, -116, -16));
        assertThat(Fit.CROP.place(432, 768)).isEqualTo(new Placement(256, 455, -16, -116));
        assertThat(Fit.CROP.place(100, 100)).isEqualTo(new Placement(256, 256, -16, -16));
    }

    @Test
    void shouldStretchBothSides() {
        assertThat(Fit.STRETCH.place(768, 432)).isEqualTo(new Placement(224, 224, 0, 0));
    }

    @Test
    void shouldLeaveBordersAboveAndBelowOrLeftAndRight() {
        assertThat(Fit.LETTERBOX.place(1920, 1080)).isEqualTo(new Placement(224, 126, 0, 49));
        assertThat(Fit.LETTERBOX.place(1080, 1920)).isEqualTo(new Placement(126, 224, 49, 0));
        assertThat(Fit.LETTERBOX.place(10_000, 2)).isEqualTo(new Placement(224, 1, 0, 112));
    }
}
