package io.framewatch.benchmark;

import io.framewatch.embedded.ClusterException;
import java.util.function.ToLongFunction;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.checkpoint.SubtaskStateStats;
import org.apache.flink.runtime.checkpoint.TaskStateStats;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;

/**
 * A checkpoint of the keyed half.
 *
 * @param alertBytes state of the alert function
 * @param ledgerBytes state of the ledger function
 * @param blockedMillis how long a task was held up at most, once the barrier had come
 * @param writtenMillis how long a task wrote at most, beside its work
 * @param millis from the trigger to the end; includes the way of the barrier past all that waits
 */
record KeyedCheckpoint(
        long alertBytes, long ledgerBytes, long blockedMillis, long writtenMillis, long millis) {

    /**
     * The latest of a job.
     *
     * @throws ClusterException if none is complete
     */
    static KeyedCheckpoint latest(AccessExecutionGraph graph) throws ClusterException {
        CompletedCheckpointStats latest =
                graph.getCheckpointStatsSnapshot().getHistory().getLatestCompletedCheckpoint();
        if (latest == null) {
            throw new ClusterException("the job has completed no checkpoint", null);
        }
        return new KeyedCheckpoint(
                bytes(graph, latest, Part.ALERTS),
                bytes(graph, latest, Part.LEDGER),
                max(latest, SubtaskStateStats::getSyncCheckpointDuration),
                max(latest, SubtaskStateStats::getAsyncCheckpointDuration),
                latest.getEndToEndDuration());
    }

    private static long bytes(
            AccessExecutionGraph graph, CompletedCheckpointStats checkpoint, Part part) {
        long bytes = 0;
        for (AccessExecutionJobVertex vertex : graph.getVerticesTopologically()) {
            TaskStateStats task = checkpoint.getTaskStateStats(vertex.getJobVertexId());
            if (task != null && Part.ofThread(vertex.getName()) == part) {
                bytes += task.getStateSize();
            }
        }
        return bytes;
    }

    private static long max(
            CompletedCheckpointStats checkpoint, ToLongFunction<SubtaskStateStats> duration) {
        long max = 0;
        for (TaskStateStats task : checkpoint.getAllTaskStateStats()) {
            for (SubtaskStateStats subtask : task.getSubtaskStats()) {
                max = subtask == null ? max : Math.max(max, duration.applyAsLong(subtask));
            }
        }
        return max;
    }
}
