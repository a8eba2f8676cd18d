package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What became of the frames of one run of a camera, up to a time: published = classified +
 * dead-lettered + shed + in flight + unaccounted + unseen. For a moment more may be answered than
 * is published, because ingest's count is the older one. Counts only grow within a run, those of
 * the balance aside.
 *
 * @param camera the camera
 * @param run the run, see {@link FrameId}
 * @param ingested what ingest did with its frames
 * @param answered what the job did with those that were published
 * @param balance what became of the others
 * @param at when it was counted
 */
public record LedgerEntry(
        CameraId camera,
        long run,
        @JsonUnwrapped Ingested ingested,
        @JsonUnwrapped Answered answered,
        @JsonUnwrapped Balance balance,
        Instant at)
        implements LedgerEvent {

    public LedgerEntry {
        Objects.requireNonNull(camera, "camera");
        Objects.requireNonNull(ingested, "ingested");
        Objects.requireNonNull(answered, "answered");
        Objects.requireNonNull(balance, "balance");
        Objects.requireNonNull(at, "at");
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

    /**
     * Where the published frames are that have no answer.
     *
     * @param inFlight frames that may still be answered
     * @param unaccounted frames that should have been answered by now and are not
     * @param unseen frames before the first that the job knows of this camera
     * @param gaps numbers below the highest answered sequence without an answer: frames that were
     *     skipped, dropped, unaccounted or unseen
     * @param state where the run stands
     */
    public record Balance(long inFlight, long unaccounted, long unseen, long gaps, RunState state) {

        public Balance {
            requireNotNegative("inFlight", inFlight);
            requireNotNegative("unaccounted", unaccounted);
            requireNotNegative("unseen", unseen);
            requireNotNegative("gaps", gaps);
            Objects.requireNonNull(state, "state");
        }

        private static void requireNotNegative(String name, long count) {
            if (count < 0) {
                throw new IllegalArgumentException(name + " " + count + " must not be negative");
            }
        }
    }

    /** Where a run stands. */
    public enum RunState {
        /** Nothing says that it is over. */
        @JsonProperty("running")
        RUNNING,
        /** Ingest ended it in order: its counts are exact. */
        @JsonProperty("ended")
        ENDED,
        /** The camera has a newer run, and ingest has not ended this one: it may be killed. */
        @JsonProperty("replaced")
        REPLACED,
        /** It is over, and nothing is in flight any more. */
        @JsonProperty("closed")
        CLOSED
    }

    /** Named by the run, the time and the state. */
    @Override
    public EventAttributes attributes() {
        String subject = camera + "/" + run;
        String state = EventAttributes.lower(balance.state());
        String id = String.join("/", subject, "" + at.toEpochMilli(), state);
        return EventAttributes.ofCamera(camera, id, subject, at);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
