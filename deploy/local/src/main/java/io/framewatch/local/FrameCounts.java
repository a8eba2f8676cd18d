package io.framewatch.local;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/** What became of frames: of one camera or of several. */
record FrameCounts(@JsonUnwrapped Ingested ingested, @JsonUnwrapped Answered answered) {

    /**
     * What ingest did.
     *
     * @param captured frames decoded
     * @param skipped frames that the sampling to the target rate left out
     * @param dropped frames lost between capture and the broker, with a counted reason
     * @param published frames that the broker acknowledged
     */
    record Ingested(long captured, long skipped, long dropped, long published) {

        private Ingested plus(Ingested other) {
            return new Ingested(
                    captured + other.captured,
                    skipped + other.skipped,
                    dropped + other.dropped,
                    published + other.published);
        }
    }

    /**
     * What the job did.
     *
     * @param classified frames with a result
     * @param deadLettered frames on the dead-letters topic
     * @param shed frames past their deadline that the job left out
     */
    record Answered(long classified, long deadLettered, long shed) {

        /** All of them. */
        long total() {
            return classified + deadLettered + shed;
        }

        private Answered plus(Answered other) {
            return new Answered(
                    classified + other.classified,
                    deadLettered + other.deadLettered,
                    shed + other.shed);
        }
    }

    /** The counts of all cameras together. */
    static FrameCounts sum(List<FrameCounts> cameras) {
        return cameras.stream()
                .reduce(
                        new FrameCounts(new Ingested(0, 0, 0, 0), new Answered(0, 0, 0)),
                        (one, other) ->
                                new FrameCounts(
                                        one.ingested.plus(other.ingested),
                                        one.answered.plus(other.answered)));
    }

    /** Frames of one camera that nothing accounts for. */
    long unaccounted() {
        return Math.abs(
                        ingested.captured
                                - ingested.skipped
                                - ingested.dropped
                                - ingested.published)
                + Math.abs(ingested.published - answered.total());
    }
}
