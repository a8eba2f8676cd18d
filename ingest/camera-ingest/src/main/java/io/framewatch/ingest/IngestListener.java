package io.framewatch.ingest;

import io.framewatch.ingest.capture.CameraStatus;

/** Hears what happens. Called on many threads, one at a time a camera; must not block. */
public interface IngestListener {

    /** A camera has changed its state. */
    void onCamera(CameraStatus status);

    /**
     * Kafka has stopped or started taking frames or saying which cameras to capture, a topic was
     * created, or what the cameras topic says cannot be captured.
     *
     * @param line one line for people
     */
    default void onKafka(String line) {}
}
