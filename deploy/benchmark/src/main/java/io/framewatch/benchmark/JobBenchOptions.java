package io.framewatch.benchmark;

import io.framewatch.event.FrameEncoding;
import java.nio.file.Path;
import java.util.List;

/**
 * Options of the benchmark of the job.
 *
 * @param model folder of the model that classifies
 * @param clips the videos whose frames are classified
 * @param encodings encodings of the frames, measured in this order
 * @param copies number of cameras for each clip, a multiple of {@link FramesTopic#PARTITIONS}
 * @param rounds measured turns, at least 1
 * @param frames frames of each task in a turn, at least 1
 * @param batch largest batch of the job and batch of the plain loop, 1 to 256
 * @param comparison other implementations to compare with over JPEG frames; null for none
 */
record JobBenchOptions(
        Path model,
        List<Path> clips,
        List<FrameEncoding> encodings,
        int copies,
        int rounds,
        long frames,
        int batch,
        ComparisonOptions comparison) {

    JobBenchOptions {
        clips = List.copyOf(clips);
        encodings = List.copyOf(encodings);
        requireAtLeastOne("copies", copies);
        requireAtLeastOne("rounds", rounds);
        requireAtLeastOne("frames", frames);
        requireAtLeastOne("batch", batch);
        if (copies % FramesTopic.PARTITIONS != 0) {
            throw new IllegalArgumentException(
                    "copies "
                            + copies
                            + " must be a multiple of "
                            + FramesTopic.PARTITIONS
                            + ", the partitions");
        }
    }

    private static void requireAtLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " " + value + " must be at least 1");
        }
    }
}
