package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What became of the frames of one run of a camera, up to a time. Counts only grow within a run.
 *
 * @param camera the camera
 * @param run the run, see {@link FrameId}
 * @param ingested what ingest did with its frames
 * @param answered what the job did with those that were published
 * @param at when it was counted
 */
public record LedgerEntry(
        CameraId camera,
        long run,
        @JsonUnwrapped Ingested ingested,
        @JsonUnwrapped Answered answered,
        Instant at)
        implements LedgerEvent {

    public LedgerEntry {
        Objects.requireNonNull(camera, "camera");
        Objects.requireNonNull(ingested, "ingested");
        Objects.requireNonNull(answered, "answered");
        Objects.requireNonNull(at, "at");
        if (answered.total() > ingested.published() + ingested.pending()) {
            throw new IllegalArgumentException(
                    "published %d and pending %d of camera %s must be at least the %d that were answered"
                            .formatted(
                                    ingested.published(),
                                    ingested.pending(),
                                    camera,
                                    answered.total()));
        }
    }

    /**
     * What ingest did.
     *
     * @param captured frames that were captured: the sum of all others
     * @param skipped frames that were not to be published, by reason
     * @param dropped frames that could not be published, by reason
     * @param published frames that the cluster has confirmed
     * @param pending frames on their way to the cluster, which may have them unconfirmed
     */
    public record Ingested(
            long captured,
            Map<String, Long> skipped,
            Map<String, Long> dropped,
            long published,
            long pending) {

        public Ingested {
            skipped = new TreeMap<>(skipped);
            dropped = new TreeMap<>(dropped);
            if (captured != sum(skipped) + sum(dropped) + published + pending) {
                throw new IllegalArgumentException(
                        "captured %d must be skipped %d + dropped %d + published %d + pending %d"
                                .formatted(
                                        captured, sum(skipped), sum(dropped), published, pending));
            }
        }
    }

    /**
     * What the job did.
     *
     * @param classified published frames with a result
     * @param deadLettered published frames that could not be classified
     * @param shed published frames that were left out, by reason
     */
    public record Answered(long classified, long deadLettered, Map<String, Long> shed) {

        public Answered {
            shed = new TreeMap<>(shed);
        }

        /** All of them. */
        public long total() {
            return classified + deadLettered + sum(shed);
        }
    }

    /** Frames on their way to an answer. */
    public long inFlight() {
        return ingested.published() + ingested.pending() - answered.total();
    }

    /** Named by the run and the time. */
    @Override
    public EventAttributes attributes() {
        String subject = camera + "/" + run;
        String id = subject + "/" + at.toEpochMilli();
        return EventAttributes.ofCamera(camera, id, subject, at);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
