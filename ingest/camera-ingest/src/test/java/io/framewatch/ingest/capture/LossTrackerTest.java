package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.ingest.capture.LossTracker.Packet;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LossTrackerTest {

    private static final Packet KEY = new Packet(true, RecoveryPoint.NONE);
    private static final Packet OTHER = new Packet(false, RecoveryPoint.NONE);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final LossTracker losses = new LossTracker();
    private long now;

    @Test
    void shouldTrustPicturesUntilDataIsLost() {
        assertThat(isDamaged(KEY)).isFalse();
        assertThat(isDamaged(OTHER)).isFalse();
    }

    @Test
    void shouldDistrustPicturesUntilTheNextKeyFrame() {
        isDamaged(KEY);
        losses.lost();

        assertThat(isDamaged(OTHER)).isTrue();
        assertThat(isDamaged(OTHER)).isTrue();
        assertThat(isDamaged(KEY)).isFalse();
        assertThat(isDamaged(OTHER)).isFalse();
    }

    @Test
    void shouldDistrustAKeyFrameThatLostDataItself() {
        losses.lost();

        assertThat(isDamaged(KEY)).isTrue();
        assertThat(isDamaged(OTHER)).isTrue();
        assertThat(isDamaged(KEY)).isFalse();
    }

    @Test
    void shouldDistrustAKeyFrameThatCannotBeDecoded() {
        long key = losses.next(KEY, 0, now);
        losses.undecodable(now);

        assertThat(losses.isDamaged(key)).isTrue();
        assertThat(isDamaged(OTHER)).isTrue();
    }

    @Test
    void shouldDistrustPicturesThatAreShownBeforeTheKeyFrameTheyFollow() {
        losses.lost();
        isDamaged(OTHER);
        long key = losses.next(KEY, 300, now);
        long leading = losses.next(OTHER, 200, now);
        long trailing = losses.next(OTHER, 400, now);

        assertThat(losses.isDamaged(key)).isFalse();
        assertThat(losses.isDamaged(leading)).isTrue();
        assertThat(losses.isDamaged(trailing)).isFalse();
    }

    @Test
    void shouldWaitUntilARefreshIsThrough() {
        losses.lost();
        isDamaged(OTHER);

        assertThat(isDamaged(new Packet(false, 2))).isTrue();
        assertThat(isDamaged(OTHER)).isTrue();
        assertThat(isDamaged(OTHER)).isFalse();
    }

    @Test
    void shouldBeginAgainIfARefreshLosesData() {
        losses.lost();
        isDamaged(OTHER);
        isDamaged(new Packet(false, 2));
        losses.lost();
        isDamaged(OTHER);

        assertThat(isDamaged(OTHER)).isTrue();
        isDamaged(new Packet(false, 1));
        assertThat(isDamaged(OTHER)).isFalse();
    }

    @Test
    void shouldNotStayBlindForEver() {
        isDamaged(KEY);
        losses.lost();
        isDamaged(OTHER);
        now += LossTracker.PATIENCE.toNanos();
        assertThat(isDamaged(OTHER)).isTrue();
        now++;

        assertThat(isDamaged(OTHER)).isFalse();
        assertThat(losses.takeNotice())
                .get()
                .asString()
                .startsWith("no key frame has come for 30 s");
        assertThat(losses.takeNotice()).isEmpty();

        losses.undecodable(now); // says nothing new
        assertThat(isDamaged(OTHER)).isFalse();
        losses.lost();
        assertThat(isDamaged(OTHER)).isTrue();
    }

    @Test
    void shouldWaitLongerForACameraWithRareKeyFrames() {
        isDamaged(KEY);
        now += 60 * SECOND;
        isDamaged(KEY);
        losses.lost();
        isDamaged(OTHER);
        now += 119 * SECOND;

        assertThat(isDamaged(OTHER)).isTrue();
        assertThat(isDamaged(KEY)).isFalse();
        assertThat(losses.takeNotice()).isEmpty();
    }

    private boolean isDamaged(Packet packet) {
        return losses.isDamaged(losses.next(packet, Video.NO_PTS, now));
    }
}
