package io.framewatch.ingest.capture;

/** How the pictures of a video come. */
enum Delivery {
    /** Each by itself, as soon as it was taken. */
    LIVE,
    /** As they were taken, but some seconds together: live HLS. */
    LIVE_IN_SEGMENTS,
    /** As soon as somebody reads them, until an end: files, and recordings on a server. */
    RECORDED
}
