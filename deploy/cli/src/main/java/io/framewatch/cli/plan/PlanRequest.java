package io.framewatch.cli.plan;

import io.framewatch.event.FrameEncoding;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What a plan is for.
 *
 * @param cameras the cameras
 * @param variant published name of the network, such as {@code 26m}
 * @param encoding of the frames
 * @param retention how long frames stay, above 0
 * @param replication replicas of each partition, at least 1
 * @param partitions of the topics; empty to choose
 */
record PlanRequest(
        Cameras cameras,
        String variant,
        FrameEncoding encoding,
        Duration retention,
        int replication,
        OptionalInt partitions) {

    /**
     * The cameras.
     *
     * @param number at least 1
     * @param fps frames a second of each that are classified, above 0
     * @param sourceFps frames a second that each sends and ingest decodes, at least {@code fps}
     */
    record Cameras(int number, double fps, double sourceFps) {

        Cameras {
            require(number >= 1, "cameras", number, "at least 1");
            require(fps > 0, "fps", fps, "above 0");
            require(sourceFps >= fps, "source-fps", sourceFps, "at least fps " + fps);
        }

        double framesPerSecond() {
            return number * fps;
        }
    }

    PlanRequest {
        require(replication >= 1, "replication", replication, "at least 1");
        require(retention.toMillis() > 0, "retention", retention, "above 0");
        if (partitions.isPresent()) {
            require(partitions.getAsInt() >= 1, "partitions", partitions.getAsInt(), "at least 1");
        }
    }

    /** As the names of unit costs have it. */
    String encodingName() {
        return encoding.name().toLowerCase(Locale.ROOT);
    }

    private static void require(boolean holds, String name, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("%s %s must be %s".formatted(name, value, rule));
        }
    }
}
