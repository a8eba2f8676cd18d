package io.framewatch.local;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.ingest.GroupOptions;
import io.framewatch.ingest.IngestListener;
import io.framewatch.ingest.IngestOptions;
import io.framewatch.ingest.fleet.FleetWorker;
import io.framewatch.page.live.LiveView;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Captures the cameras that somebody adds to the topic while the demo runs: a worker of a fleet,
 * which starts with the first of them. Not thread-safe.
 */
final class AddedCameras implements AutoCloseable {

    private static final GroupOptions GROUP =
            new GroupOptions(true, "framewatch-ingest", Duration.ofSeconds(10), "demo");

    private final IngestOptions options;
    private final IngestListener listener;
    private final LiveView page;
    private FleetWorker worker;

    /**
     * @param page knows what is on the topic
     */
    AddedCameras(KafkaOptions kafka, IngestListener listener, LiveView page) {
        this.options = new IngestOptions(kafka, List.of(), Map.of(), GROUP);
        this.listener = listener;
        this.page = page;
    }

    /** Starts if there is a camera. */
    void look() {
        if (worker == null && page.hasDesiredCameras()) {
            worker = FleetWorker.start(options, listener);
        }
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.close();
        }
    }
}
