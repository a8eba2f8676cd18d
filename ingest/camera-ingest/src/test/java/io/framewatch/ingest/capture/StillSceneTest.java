package io.framewatch.ingest.capture;

import static io.framewatch.ingest.capture.StillScene.Verdict.CHANGED;
import static io.framewatch.ingest.capture.StillScene.Verdict.HEARTBEAT;
import static io.framewatch.ingest.capture.StillScene.Verdict.STILL;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Five pictures a second of a scene from dark to bright. */
class StillSceneTest {

    private static final int SAMPLES = StillScene.COLUMNS * StillScene.ROWS;

    private final StillScene scene = new StillScene(Duration.ofSeconds(10));
    private long micros;

    @Test
    void shouldPublishAStillSceneAsOftenAsItsHeartbeat() {
        int changed = 0;
        int heartbeats = 0;
        for (int i = 0; i < 5 * 60; i++) {
            StillScene.Verdict verdict = next(sample -> 0);
            changed += verdict == CHANGED ? 1 : 0;
            heartbeats += verdict == HEARTBEAT ? 1 : 0;
        }

        assertThat(changed).isEqualTo(11); // the first picture and what lingers
        assertThat(heartbeats).isEqualTo(5);
    }

    @Test
    void shouldNotTakeNoiseForAChange() {
        Random random = new Random(1);
        settle();
        for (int i = 0; i < 40; i++) {
            assertThat(next(sample -> random.nextInt(5) - 2)).isEqualTo(STILL);
        }
    }

    @Test
    void shouldNotTakeFlickeringLightsForAChange() {
        settle();
        for (int i = 0; i < 40; i++) {
            int percent = i % 2 == 0 ? 3 : -3;
            assertThat(next(sample -> brightness(sample) * percent / 100)).isEqualTo(STILL);
        }
    }

    @Test
    void shouldSeeAnObjectOfOneSample() {
        settle();

        assertThat(next(sample -> sample == 1000 ? 12 : 0)).isEqualTo(CHANGED);
        assertThat(next(sample -> sample == 1001 ? 12 : 0)).isEqualTo(CHANGED);
    }

    @Test
    void shouldSeeLightsThatGoOff() {
        settle();

        assertThat(next(sample -> -15)).isEqualTo(CHANGED);
    }

    @Test
    void shouldSeeACut() {
        settle();

        assertThat(next(sample -> 200 - 2 * brightness(sample))).isEqualTo(CHANGED);
    }

    @Test
    void shouldSeeASlowChange() {
        settle();
        int step = 0;
        while (step < 20 && next(fade(step)) == STILL) {
            step++;
        }

        assertThat(step).isEqualTo(9);
    }

    @Test
    void shouldPublishForSomeTimeAfterAChange() {
        settle();
        next(sample -> sample == 1000 ? 50 : 0);
        for (int i = 0; i < 10; i++) {
            assertThat(next(sample -> sample == 1000 ? 50 : 0)).isEqualTo(CHANGED);
        }
        assertThat(next(sample -> sample == 1000 ? 50 : 0)).isEqualTo(STILL);
    }

    private void settle() {
        while (next(sample -> 0) == CHANGED) {
            // What lingers of the first picture.
        }
    }

    private static IntUnaryOperator fade(int step) {
        return sample -> sample < 100 ? step : 0;
    }

    private StillScene.Verdict next(IntUnaryOperator change) {
        byte[] luma = new byte[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            luma[i] = (byte) Math.max(0, Math.min(255, brightness(i) + change.applyAsInt(i)));
        }
        StillScene.Verdict verdict = scene.judge(luma, micros);
        micros += 200_000;
        return verdict;
    }

    private static int brightness(int sample) {
        return 20 + sample % StillScene.COLUMNS * 2;
    }
}
