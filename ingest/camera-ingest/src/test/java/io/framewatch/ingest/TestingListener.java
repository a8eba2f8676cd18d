package io.framewatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.ingest.capture.CameraState;
import io.framewatch.ingest.capture.CameraStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what happens, and lets a test wait for it. */
final class TestingListener implements IngestListener {

    private final Map<String, BlockingQueue<CameraStatus>> statuses = new ConcurrentHashMap<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** Waits until the camera reaches the state and returns the message. */
    String await(String cameraId, CameraState state) throws InterruptedException {
        while (true) {
            CameraStatus status = queue(cameraId).poll(60, TimeUnit.SECONDS);
            assertThat(status).as("%s %s after %s", cameraId, state, lines).isNotNull();
            if (status.state() == state) {
                return status.message();
            }
        }
    }

    /** All lines so far. */
    List<String> lines() {
        return lines;
    }

    @Override
    public void onCamera(CameraStatus status) {
        lines.add(status.toString());
        queue(status.cameraId().value()).add(status);
    }

    @Override
    public void onKafka(String line) {
        lines.add(line);
    }

    private BlockingQueue<CameraStatus> queue(String cameraId) {
        return statuses.computeIfAbsent(cameraId, id -> new LinkedBlockingQueue<>());
    }
}
