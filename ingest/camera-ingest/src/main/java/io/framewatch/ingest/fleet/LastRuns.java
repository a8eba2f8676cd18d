package io.framewatch.ingest.fleet;

import io.framewatch.event.CameraId;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Reads the latest run of each camera from the topic of their state, by a thread of its own. */
final class LastRuns implements AutoCloseable {

    private final KafkaClients clients;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(LastRuns::thread);

    LastRuns(KafkaClients clients) {
        this.clients = clients;
    }

    /** What was written before this call, and maybe a little of what comes after. */
    CompletableFuture<Map<CameraId, Long>> read() {
        return CompletableFuture.supplyAsync(this::scan, executor);
    }

    /** Ends a reading, however long the broker would keep it waiting. */
    @Override
    public void close() {
        executor.shutdownNow();
    }

    private Map<CameraId, Long> scan() {
        Map<CameraId, Long> runs = new HashMap<>();
        TopicScan.all(Topics.CAMERA_STATUS)
                .read(
                        clients,
                        record ->
                                runs.merge(
                                        record.value().camera(), record.value().run(), Math::max));
        return runs;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "framewatch-last-runs");
        thread.setDaemon(true);
        return thread;
    }
}
