package io.framewatch.ingest.publish;

import java.util.Locale;

/** Why a frame that was to be published was not. */
public enum DropReason {
    /** Kafka did not take frames as fast as a live camera gives them: the oldest go. */
    SLOW_BROKER,
    /** Kafka refused the frame. */
    REFUSED,
    /**
     * The picture depends on data that the stream lost, or is lost itself as a whole. Counted
     * whether or not the target rate needed it.
     */
    DAMAGED,
    /** The picture could not be scaled or encoded. */
    NOT_ENCODED,
    /**
     * Ingest was stopped before Kafka confirmed the frame, which may be there nevertheless; or the
     * camera was removed before its frame was handed over.
     */
    STOPPED;

    /** The name that people and metrics read, such as {@code slow-broker}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
