package io.framewatch.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CalibrationTest {

    private final Calibration calibration = new Calibration();

    @Test
    void shouldBeZeroWhereProbabilitiesHold() {
        assertThat(calibration.error()).isZero();

        calibration.add(0.5, true);
        calibration.add(0.5, false);
        calibration.add(1, true);

        assertThat(calibration.error()).isZero();
    }

    /**
     * Four images at 0.9 of which one is right are 0.65 off, one at 0.3 that is wrong is 0.3 off.
     */
    @Test
    void shouldWeighBinsByTheirImages() {
        calibration.add(0.9, true);
        calibration.add(0.9, false);
        calibration.add(0.9, false);
        calibration.add(0.9, false);
        calibration.add(0.3, false);

        assertThat(calibration.error()).isCloseTo((4 * 0.65 + 0.3) / 5, within(1e-12));
    }

    /** Too high in one bin does not make up for too low in another. */
    @Test
    void shouldNotLetBinsBalanceEachOther() {
        calibration.add(0.8, false);
        calibration.add(0.2, true);

        assertThat(calibration.error()).isCloseTo(0.8, within(1e-12));
    }
}
