package io.framewatch.ingest.capture;

/** How RTSP carries the video. */
public enum Transport {
    /** Interleaved with the control connection: nothing is lost, a slow network delays. */
    TCP,
    /** RTP over UDP: less delay, lost packets damage pictures. */
    UDP,
    /** TCP, or UDP at a camera that refuses TCP. */
    AUTOMATIC
}
