package io.framewatch.ingest.capture;

/** What keeps pictures from being published although the target rate has room for them. */
public enum Gate {
    /** Nothing. */
    NONE,
    /** They look like the last one that was published. */
    STILL
}
