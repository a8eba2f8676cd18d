package io.framewatch.ingest.capture;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;

/**
 * Where a camera's pictures come from.
 *
 * @param uri where the video is, see {@link VideoUri}; may hold a user name and a password, so
 *     {@link #toString()} hides them
 * @param transport how RTSP carries the video
 * @param access how the camera and ingest know each other
 * @param timeout how long to wait for a connection or for data before the camera counts as lost, at
 *     least 100 ms
 * @param pace how a file is played
 * @param loop whether a file starts again at its end
 */
public record VideoOptions(
        String uri,
        Transport transport,
        @JsonUnwrapped AccessOptions access,
        Duration timeout,
        Pace pace,
        boolean loop) {

    public VideoOptions {
        VideoUri video = VideoUri.parse(uri);
        Rule.require(
                transport == Transport.TCP || video.isRtsp(),
                "transport",
                transport,
                "must be left out: only rtsp has one");
        Rule.require(
                access.credentials() == null || video.takesLogin(),
                "credentials",
                "of this camera",
                "must be left out: only rtsp and http have some");
        Rule.require(
                access.certificate() == null || video.isEncrypted(),
                "certificate",
                access.certificate(),
                "must be left out: only rtsps and https have one");
        Rule.require(
                pace == Pace.REAL_TIME || video.isFile(),
                "pace",
                pace,
                "must be left out: only files have one");
        Rule.require(
                !loop || video.isFile(), "loop", loop, "must be false: only files have an end");
        Rule.require(timeout.toMillis() >= 100, "timeout", timeout, "must be at least 100ms");
    }

    VideoOptions looping() {
        return new VideoOptions(uri, transport, access, timeout, pace, true);
    }

    @Override
    public String toString() {
        return "VideoOptions[" + VideoUri.parse(uri) + "]";
    }
}
