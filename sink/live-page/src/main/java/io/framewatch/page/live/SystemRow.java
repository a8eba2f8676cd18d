package io.framewatch.page.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What all cameras come to.
 *
 * @param cameras how many views there are, and how many are in trouble
 * @param flow how results come
 * @param frames what became of frames, by the ledger
 * @param models the versions that gave results in the last seconds
 */
public record SystemRow(Cameras cameras, Flow flow, Frames frames, List<String> models) {

    /** Numbers of views. */
    public record Cameras(long all, long trouble, long alerting) {}

    /**
     * How results come.
     *
     * @param fps results a second
     * @param medianMillis from capture to this page; null before the first result
     * @param p99Millis the same, 99 of 100
     * @param batch mean number of frames in the batches of the latest results
     * @param stages mean time in each stage of the job, in microseconds
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Flow(
            double fps, Integer medianMillis, Integer p99Millis, double batch, Stages stages) {}

    /** Mean times, in microseconds. */
    public record Stages(long decode, long queue, long inference) {}

    /** Counts of the runs that the ledger told of last. */
    public record Frames(
            long published, long classified, long shed, long deadLettered, long unaccounted) {}
}
