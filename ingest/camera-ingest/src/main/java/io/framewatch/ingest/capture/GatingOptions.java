package io.framewatch.ingest.capture;

import io.framewatch.ingest.publish.SkipReason;
import java.time.Duration;
import java.util.Objects;

/**
 * What of a camera's video is left out to save processor time.
 *
 * @param keyFramesOnly whether only key frames are decoded
 * @param gate what keeps pictures from being published
 * @param heartbeat a still scene is published this often, at least 1 s
 */
public record GatingOptions(boolean keyFramesOnly, Gate gate, Duration heartbeat) {

    /** Nothing is left out. */
    public static final GatingOptions NONE =
            new GatingOptions(false, Gate.NONE, Duration.ofSeconds(10));

    public GatingOptions {
        Objects.requireNonNull(gate, "gate");
        Rule.require(heartbeat.toMillis() >= 1000, "heartbeat", heartbeat, "must be at least 1s");
    }

    /** Which packets of a video are decoded; a new choice for each video. */
    PacketChoice packets() {
        if (keyFramesOnly) {
            return new KeyFramesOnly();
        }
        return gate == Gate.STILL ? new StillPackets(heartbeat) : PacketChoice.ALL;
    }

    /** Why packets are not decoded. */
    SkipReason reason() {
        return keyFramesOnly ? SkipReason.KEY_FRAMES_ONLY : SkipReason.STILL;
    }
}
