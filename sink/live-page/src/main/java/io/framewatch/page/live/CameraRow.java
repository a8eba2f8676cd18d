package io.framewatch.page.live;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.framewatch.event.HeadResult;
import io.framewatch.event.LabelScore;
import java.util.List;
import java.util.Objects;

/**
 * One view of a camera as it is now.
 *
 * @param id id of the camera, or of one of its regions
 * @param condition how it is
 * @param result its latest result; null before the first
 * @param flow how its results come
 * @param alerts the alerts that go on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CameraRow(
        String id, Condition condition, Result result, Flow flow, List<AlertRow> alerts) {

    public CameraRow {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(flow, "flow");
        alerts = List.copyOf(alerts);
    }

    /**
     * How a camera is.
     *
     * @param health what it comes to
     * @param state what its worker says, such as {@code retrying}, or {@code live} while results
     *     come and no worker says anything
     * @param trouble one line on what is wrong; null if nothing is
     * @param camera id of its record on the cameras topic; null if it is not there, and so cannot
     *     be paused or removed
     * @param tags its tags
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Condition(
            Health health, String state, String trouble, String camera, List<String> tags) {}

    /**
     * A result.
     *
     * @param frame id of the frame
     * @param captured when it was captured, milliseconds since the epoch
     * @param labels the best labels of the model, best first
     * @param heads what the heads of the camera say
     * @param model name and version of the model
     */
    public record Result(
            String frame,
            long captured,
            List<LabelScore> labels,
            List<HeadResult> heads,
            String model) {}

    /**
     * How results come.
     *
     * @param fps results a second over the last seconds
     * @param medianMillis from capture to this page, over the last results; null before the first
     * @param p99Millis the same, 99 of 100
     * @param batch frames in the batch of the latest result; null before the first
     * @param unaccounted published frames without an answer, by the ledger
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Flow(
            double fps, Integer medianMillis, Integer p99Millis, Integer batch, long unaccounted) {}

    /** See {@link Condition#health()}. */
    @JsonIgnore
    public Health health() {
        return condition.health();
    }
}
