package io.framewatch.ingest.capture;

/**
 * Chooses which pictures of a stream are published to reach a target rate.
 *
 * <p>Time is divided into slots of one frame at the target rate; every picture belongs to the slot
 * whose middle is nearest, and the first picture of a slot is taken. So the rate never drifts,
 * jitter below half a slot costs no frame, and a slower stream is taken whole. Not thread-safe.
 */
final class Sampler {

    private final double slotsPerMicro;
    private long lastSlot = Long.MIN_VALUE;

    /** Makes a sampler for a rate in frames a second. */
    Sampler(double fps) {
        this.slotsPerMicro = fps / 1_000_000;
    }

    /**
     * Decides on the next picture.
     *
     * @param micros its time in the stream, not before that of the picture before
     */
    boolean takes(long micros) {
        long slot = Math.round(micros * slotsPerMicro);
        if (slot <= lastSlot) {
            return false;
        }
        lastSlot = slot;
        return true;
    }
}
