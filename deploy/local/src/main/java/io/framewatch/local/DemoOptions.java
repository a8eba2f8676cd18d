package io.framewatch.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the demo is told.
 *
 * @param home the project's folder, where the clips are
 * @param duration how long cameras run; empty until the demo is interrupted
 * @param cameras camera ids and their URIs, in order; empty for the two clips
 * @param fps target rate of each camera, frames a second
 * @param maxAge age at which frames are shed, as in the configuration; empty sheds none
 */
record DemoOptions(
        Path home,
        Optional<Duration> duration,
        Map<String, String> cameras,
        double fps,
        Optional<String> maxAge) {

    DemoOptions {
        Objects.requireNonNull(home, "home");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(cameras, "cameras");
        Objects.requireNonNull(maxAge, "maxAge");
    }

    boolean isOver(Duration elapsed) {
        return duration.map(end -> elapsed.compareTo(end) >= 0).orElse(false);
    }
}
