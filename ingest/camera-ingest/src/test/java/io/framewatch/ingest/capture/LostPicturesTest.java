package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LostPicturesTest {

    @Test
    void shouldCountGapsBetweenDecodedPictures() {
        LostPictures lost = new LostPictures(0);
        for (int i = 0; i < 10; i++) {
            lost.decoded(i * 40_000L, false);
        }
        lost.decoded(13 * 40_000L, true);

        assertThat(lost.take()).isEqualTo(3);
        assertThat(lost.take()).isZero();
    }

    @Test
    void shouldCountGapsBetweenPicturesThatAreLeftOutAndThoseThatAreDamaged() {
        LostPictures lost = new LostPictures(0);
        lost.decoded(0, false);
        for (int i = 1; i < 10; i++) {
            lost.leftOut(i * 40_000L, false);
        }
        assertThat(lost.take()).isZero();

        lost.leftOut(13 * 40_000L, true); // three are missing, this one is damaged
        lost.leftOut(14 * 40_000L, true);
        lost.decoded(15 * 40_000L, false);

        assertThat(lost.take()).isEqualTo(5);
    }

    @Test
    void shouldPutPicturesInTheOrderOfPresentation() {
        LostPictures lost = new LostPictures(1);
        for (int group = 0; group < 10; group++) {
            int key = group * 3 + 2;
            lost.decoded(key * 40_000L, false);
            lost.leftOut((key - 2) * 40_000L, false);
            lost.leftOut((key - 1) * 40_000L, false);
        }
        assertThat(lost.take()).isZero();

        lost.decoded(35 * 40_000L, true);
        lost.decoded(36 * 40_000L, true);

        assertThat(lost.take()).isEqualTo(5);
    }
}
