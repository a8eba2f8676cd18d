package io.framewatch.benchmark;

import io.framewatch.frame.FrameEncoding;
import java.nio.file.Path;
import java.util.List;

/**
 * What the benchmark of the job is told.
 *
 * @param clips the videos whose frames are classified
 * @param encoding how frames lie on the topic
 * @param copies cameras that play each clip, at least 1
 * @param rounds measured turns, at least 1
 * @param batch largest batch of the job and batch of the plain loop, 1 to 256
 */
record JobBenchOptions(
        List<Path> clips, FrameEncoding encoding, int copies, int rounds, int batch) {

    JobBenchOptions {
        clips = List.copyOf(clips);
        requireAtLeastOne("copies", copies);
        requireAtLeastOne("rounds", rounds);
        requireAtLeastOne("batch", batch);
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " " + value + " must be at least 1");
        }
    }
}
