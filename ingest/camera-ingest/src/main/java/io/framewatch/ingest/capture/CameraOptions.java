package io.framewatch.ingest.capture;

import io.framewatch.event.CameraId;
import io.framewatch.event.FrameEncoding;
import java.time.Duration;
import java.util.Objects;

/**
 * One element of the section {@code cameras}.
 *
 * @param id the camera's id, see {@link CameraId#RULE}
 * @param uri where the video is, see {@link VideoUri}; may hold a user name and a password, so
 *     {@link #toString()} leaves it out
 * @param transport how RTSP carries the video
 * @param credentials id of the login, or null
 * @param fps target rate, frames a second, above 0 and at most 120
 * @param fit how pictures become squares
 * @param encoding how pictures are written
 * @param quality JPEG quality on the scale of the Independent JPEG Group, 1 to 100
 * @param pace how a file is played
 * @param loop whether a file starts again at its end
 * @param timeout how long to wait for a connection or for data before the camera counts as lost
 */
public record CameraOptions(
        String id,
        String uri,
        Transport transport,
        String credentials,
        double fps,
        Fit fit,
        FrameEncoding encoding,
        int quality,
        Pace pace,
        boolean loop,
        Duration timeout) {

    public CameraOptions {
        CameraId.require(id);
        Objects.requireNonNull(fit, "fit");
        Objects.requireNonNull(encoding, "encoding");
        VideoUri video = VideoUri.parse(uri);
        require(fps > 0 && fps <= 120, "fps", fps, "must be above 0 and at most 120");
        require(quality >= 1 && quality <= 100, "quality", quality, "must be from 1 to 100");
        require(
                transport == Transport.TCP || video.isRtsp(),
                "transport",
                transport,
                "must be left out: only rtsp has one");
        require(
                credentials == null || video.takesLogin(),
                "credentials",
                credentials,
                "must be left out: only rtsp and http have some");
        require(
                pace == Pace.REAL_TIME || video.isFile(),
                "pace",
                pace,
                "must be left out: only files have one");
        require(!loop || video.isFile(), "loop", loop, "must be false: only files have an end");
        require(timeout.toMillis() >= 100, "timeout", timeout, "must be at least 100ms");
    }

    /** A camera with the defaults of the configuration file. */
    public static CameraOptions of(String id, String uri) {
        return new CameraOptions(
                id,
                uri,
                Transport.TCP,
                null,
                5,
                Fit.CROP,
                FrameEncoding.JPEG,
                90,
                Pace.REAL_TIME,
                false,
                Duration.ofSeconds(10));
    }

    /** Whether it is a file, which has an end. */
    public boolean isFile() {
        return VideoUri.parse(uri).isFile();
    }

    /** The same file, but starting again at its end. */
    public CameraOptions looping() {
        return new CameraOptions(
                id, uri, transport, credentials, fps, fit, encoding, quality, pace, true, timeout);
    }

    @Override
    public String toString() {
        return "CameraOptions[" + id + "]";
    }

    private static void require(boolean holds, String name, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(name + " " + value + " " + rule);
        }
    }
}
