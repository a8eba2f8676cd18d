package io.framewatch.ingest.capture;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** Captures by FFmpeg as in production, but for one delay; for tests of other packages. */
public final class TestingEnvironment {

    private TestingEnvironment() {}

    /**
     * Waits no minute where somebody has to change something first.
     *
     * @param slow waits so long instead
     */
    public static CaptureEnvironment retryingSlowly(
            Consumer<CameraStatus> listener, Duration slow) {
        RetryDelays usual = RetryDelays.DEFAULT;
        return new CaptureEnvironment(
                listener,
                FfmpegVideo::open,
                new RetryDelays(usual.least(), usual.most(), slow),
                Clock.systemUTC());
    }
}
