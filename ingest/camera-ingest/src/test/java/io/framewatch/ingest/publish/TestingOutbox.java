package io.framewatch.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An outbox for tests of other packages, which are Kafka themselves. */
public final class TestingOutbox {

    private final Outbox outbox = new Outbox();

    public FrameOutlet open(CameraId cameraId, CameraTally tally, boolean live) {
        return outbox.open(cameraId, tally, live);
    }

    /** Waits for the next frame and confirms it. */
    public Frame confirmNext() throws InterruptedException {
        Envelope envelope = outbox.take(Duration.ofSeconds(10));
        assertThat(envelope).as("a frame within 10 s").isNotNull();
        outbox.confirmed(envelope);
        return envelope.frame();
    }

    /** Confirms the frames that are there. */
    public List<Frame> confirmAll() throws InterruptedException {
        List<Frame> frames = new ArrayList<>();
        Envelope envelope;
        while ((envelope = outbox.take(Duration.ZERO)) != null) {
            outbox.confirmed(envelope);
            frames.add(envelope.frame());
        }
        return frames;
    }

    /** Drops what is there and everything that comes. */
    public void close() {
        outbox.close();
    }

    /** How many cameras have a lane. */
    public int lanes() {
        return outbox.lanes();
    }
}
