package io.framewatch.ingest.capture;

import static io.framewatch.ingest.capture.PacketChoice.Verdict.DECODE;
import static io.framewatch.ingest.capture.PacketChoice.Verdict.DECODE_AND_HOLD;
import static io.framewatch.ingest.capture.PacketChoice.Verdict.HOLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Groups of 50 packets, 25 a second. */
class StillPacketsTest {

    private static final int GROUP = 50;
    private static final int KEY = 20_000;
    private static final int PREDICTED = 1_000;

    private final StillPackets choice = new StillPackets(Duration.ofSeconds(10));
    private int packets;

    @Test
    void shouldHoldWhatFollowsTheKeyFramesOfAStillScene() {
        settle();

        assertThat(next(KEY)).isEqualTo(DECODE_AND_HOLD);
        choice.accepts(true);
        for (int i = 1; i < GROUP; i++) {
            assertThat(next(PREDICTED)).isEqualTo(HOLD);
        }
        assertThat(next(KEY)).isEqualTo(DECODE_AND_HOLD);
    }

    @Test
    void shouldDecodeEverythingWhileSomethingMoves() {
        settle();
        choice.compared(false);

        assertThat(next(KEY)).isEqualTo(DECODE);
        assertThat(next(PREDICTED)).isEqualTo(DECODE);
    }

    @Test
    void shouldDecodeFromALargerPacketOnUntilTheNextKeyFrame() {
        settle();
        next(KEY);

        assertThat(next(PREDICTED * 5 / 4)).isEqualTo(HOLD);
        assertThat(next(PREDICTED * 3 / 2)).isEqualTo(DECODE);
        assertThat(next(PREDICTED)).isEqualTo(DECODE);
    }

    @Test
    void shouldDecodeWhenPacketsAreALittleLargerForSomeTime() {
        settle();
        next(KEY);
        int held = 0;
        while (next(PREDICTED * 6 / 5) == HOLD) {
            held++;
        }

        assertThat(held).isBetween(5, 20);
    }

    @Test
    void shouldHoldPacketsWhoseSizesAlternate() {
        choice.compared(true);
        group(PREDICTED, PREDICTED / 4);
        group(PREDICTED, PREDICTED / 4);
        next(KEY);

        for (int i = 1; i < GROUP; i++) {
            assertThat(next(i % 2 == 0 ? PREDICTED : PREDICTED / 4)).isEqualTo(HOLD);
        }
    }

    @Test
    void shouldDecodeAtOnceWhenAKeyFrameShowsAChange() {
        settle();
        next(KEY);
        choice.compared(false);

        assertThat(next(PREDICTED)).isEqualTo(DECODE);
    }

    @Test
    void shouldNotTrustKeyFramesThatAreNoneOfTheirOwn() {
        choice.compared(true);
        for (int i = 0; i < 4 * GROUP; i++) {
            choice.accepts(i == 0); // a refresh begins where the file says key frame
            assertThat(next(i % GROUP == 0 ? KEY : PREDICTED)).isEqualTo(DECODE);
        }
    }

    @Test
    void shouldNotHoldLongerThanItMay() {
        settle();
        next(KEY);
        int held = 0;
        while (next(PREDICTED) == HOLD) {
            held++;
        }

        assertThat(held).isEqualTo(250);
    }

    @Test
    void shouldNotHoldMoreBytesThanItMay() {
        choice.compared(true);
        group(1_000_000);
        group(1_000_000);
        group(1_000_000);
        next(KEY);

        assertThat(next(1_000_000)).isEqualTo(HOLD);
        assertThat(next(1_000_000)).isEqualTo(HOLD);
        assertThat(next(1_000_000)).isEqualTo(HOLD);
        assertThat(next(1_000_000)).isEqualTo(HOLD);
        assertThat(next(1_000_000)).isEqualTo(DECODE);
    }

    private void settle() {
        choice.compared(true);
        group(PREDICTED);
        group(PREDICTED);
    }

    private void group(int... size) {
        next(KEY);
        choice.accepts(true);
        for (int i = 1; i < GROUP; i++) {
            next(size[i % size.length]);
            choice.accepts(false);
        }
    }

    private PacketChoice.Verdict next(int size) {
        PacketChoice.Packet packet =
                new PacketChoice.Packet(size == KEY, size, packets++ * 40_000L, 40_000);
        return choice.judge(packet, 0);
    }
}
