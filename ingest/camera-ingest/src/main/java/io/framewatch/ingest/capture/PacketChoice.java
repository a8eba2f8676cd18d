package io.framewatch.ingest.capture;

import java.util.Optional;

/**
 * Chooses which packets of one video are decoded. What is left out never damages a picture that
 * comes out. Not thread-safe.
 */
interface PacketChoice {

    /** Decodes every packet. */
    PacketChoice ALL = (packet, waited) -> Verdict.DECODE;

    /** What is done with a packet. */
    enum Verdict {
        /** It is decoded after those before it. */
        DECODE,
        /** A key frame: it is decoded without regard to any other packet. */
        DECODE_ALONE,
        /** A key frame: it is decoded alone, and once more if one of those after it is. */
        DECODE_AND_HOLD,
        /** It is not decoded, unless one of those up to the next key frame is. */
        HOLD,
        /** It is not decoded. */
        LEAVE_OUT
    }

    /**
     * Decides on the next packet, in the order of decoding.
     *
     * @param waited how long the next picture has been waited for, in nanoseconds
     */
    Verdict judge(Packet packet, long waited);

    /**
     * A picture came out.
     *
     * @param intra whether the decoder says that it refers to no other
     * @return whether it can be whole
     */
    default boolean accepts(boolean intra) {
        return true;
    }

    /** A picture that came out was compared with one before: the scene is still, or is not. */
    default void compared(boolean still) {}

    /** One line about the stream that has not been said yet. */
    default Optional<String> takeNotice() {
        return Optional.empty();
    }

    /**
     * A packet, which holds one picture.
     *
     * @param isKey whether its picture refers to no other
     * @param size bytes
     * @param micros its time of decoding in microseconds, or {@link Video#NO_PTS}
     * @param duration time until the next one in microseconds, or 0
     */
    record Packet(boolean isKey, int size, long micros, long duration) {}
}
