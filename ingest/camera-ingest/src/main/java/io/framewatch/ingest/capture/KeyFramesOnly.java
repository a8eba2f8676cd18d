package io.framewatch.ingest.capture;

import java.time.Duration;
import java.util.Optional;

/**
 * Decodes key frames only. Where none comes for long, as in a stream that refreshes its pictures
 * bit by bit, everything is decoded from then on. Not thread-safe.
 */
final class KeyFramesOnly implements PacketChoice {

    /** Longest distance of key frames, in the time of the stream or of the clock. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Duration patience;
    private final Timeline timeline = new Timeline();
    private long now;
    private long lastKey;
    private boolean decodesAll;
    private String notice;

    KeyFramesOnly() {
        this(PATIENCE);
    }

    KeyFramesOnly(Duration patience) {
        this.patience = patience;
    }

    @Override
    public Verdict judge(Packet packet, long waited) {
        now = timeline.place(packet.micros(), packet.duration());
        if (!decodesAll && Math.max(now - lastKey, waited / 1000) > patience.toNanos() / 1000) {
            decodesAll = true;
            notice =
                    "no key frame has come for %d s: every picture is decoded"
                            .formatted(patience.toSeconds());
        }
        if (decodesAll) {
            return Verdict.DECODE;
        }
        return packet.isKey() ? Verdict.DECODE_ALONE : Verdict.LEAVE_OUT;
    }

    /** What a file calls a key frame may be the start of a refresh. */
    @Override
    public boolean accepts(boolean intra) {
        if (intra) {
            lastKey = now;
        }
        return intra || decodesAll;
    }

    @Override
    public Optional<String> takeNotice() {
        Optional<String> line = Optional.ofNullable(notice);
        notice = null;
        return line;
    }
}
