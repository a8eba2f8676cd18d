package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {

    /** As the ffmpeg program inserts them; FfmpegPictureTest compares pictures. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 1, ''",
        "-1, 0, 0, 1, hflip",
        "1, 0, 0, -1, vflip",
        "-1, 0, 0, -1, 'hflip,vflip'",
        "0, 1, -1, 0, transpose=clock",
        "0, -1, 1, 0, transpose=cclock",
        "0, 1, 1, 0, transpose=cclock_flip",
        "0, -1, -1, 0, transpose=clock_flip"
    })
    void shouldKnowAllQuarterTurnsAndTheirMirrorImages(
            int xToX, int xToY, int yToX, int yToY, String filters) {
        Orientation orientation = Orientation.of(matrix(xToX, xToY, yToX, yToY));

        assertThat(orientation.filters()).isEqualTo(filters);
        assertThat(orientation.swapsSides()).isEqualTo(xToX == 0);
    }

    @Test
    void shouldGoToTheNearestQuarterTurn() {
        assertThat(Orientation.of(matrix(9, 3, -3, 9))).isEqualTo(Orientation.UPRIGHT);
        assertThat(Orientation.of(matrix(3, 9, -9, 3)).filters()).isEqualTo("transpose=clock");
    }

    @Test
    void shouldTakeNonsenseForUpright() {
        assertThat(Orientation.of(new int[9])).isEqualTo(Orientation.UPRIGHT);
        int least = Integer.MIN_VALUE;
        assertThat(Orientation.of(matrix(least, least, least, least)).swapsSides()).isFalse();
    }

    private static int[] matrix(int xToX, int xToY, int yToX, int yToY) {
        return new int[] {xToX, xToY, 0, yToX, yToY, 0, 0, 0, 1 << 30};
    }
}
