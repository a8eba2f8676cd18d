package io.framewatch.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScratchTest {

    private final Scratch scratch = new Scratch(8);

    @Test
    void shouldUseRangesAgain() {
        FeatureMap first = scratch.map(12, 56);
        int size = scratch.size();
        scratch.giveBack(first);

        FeatureMap second = scratch.map(12, 56);

        assertThat(second).isEqualTo(first);
        assertThat(scratch.size()).isEqualTo(size);
    }

    /** Else a map's pixels would lie where another has its zeros. */
    @Test
    void shouldNotUseRangesOfOtherGeometryAgain() {
        FeatureMap band = scratch.band(30, 14, 15);
        scratch.giveBack(band);

        FeatureMap whole = scratch.sharedMap(30, 14);
        scratch.giveBack(whole);

        assertThat(whole.geometry().plane()).isEqualTo(band.geometry().plane());
        assertThat(scratch.sharedMap(30, 14)).isEqualTo(whole);
    }

    @Test
    void shouldGiveEachImageItsMap() {
        FeatureMap first = scratch.map(12, 14);
        FeatureMap second = scratch.map(12, 14);

        int stride = first.place().imageStride();
        assertThat(stride).isGreaterThanOrEqualTo(12 * first.geometry().plane());
        assertThat(second.place().offset()).isEqualTo(first.place().offset() + 8 * stride);
    }

    @Test
    void shouldLayRowsOfImagesBehindOneAnother() {
        Rows rows = scratch.rows(20, 3);

        assertThat(rows.length()).isEqualTo(32);
        assertThat(rows.place()).isEqualTo(new Place(rows.offset(), 96));
        assertThat(rows.first().place()).isEqualTo(rows.place());
    }
}
