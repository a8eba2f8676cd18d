package io.framewatch.benchmark;

import io.framewatch.event.FrameEncoding;
import java.nio.file.Path;
import java.util.List;

/**
 * Options of the benchmark of the job.
 *
 * @param model folder of the model that classifies
 * @param batch largest batch of the job and batch of the plain loop, 1 to 256
 * @param input the frames that are classified
 * @param rounds how long to measure
 * @param comparison other implementations to compare with over JPEG frames; null for none
 */
record JobBenchOptions(
        Path model, int batch, Input input, Rounds rounds, ComparisonOptions comparison) {

    JobBenchOptions {
        requireAtLeastOne("batch", batch);
    }

    /**
     * The frames on the topic.
     *
     * @param clips the videos that they are of
     * @param encodings their encodings, measured in this order
     * @param copies number of cameras for each clip, a multiple of {@link FramesTopic#PARTITIONS}
     */
    record Input(List<Path> clips, List<FrameEncoding> encodings, int copies) {

        Input {
            clips = List.copyOf(clips);
            encodings = List.copyOf(encodings);
            requireAtLeastOne("copies", copies);
            if (copies % FramesTopic.PARTITIONS != 0) {
                throw new IllegalArgumentException(
                        "copies "
                                + copies
                                + " must be a multiple of "
                                + FramesTopic.PARTITIONS
                                + ", the partitions");
            }
        }
    }

    /**
     * The measured turns.
     *
     * @param number number of turns, at least 1
     * @param frames frames of each task in a turn, at least 1
     */
    record Rounds(int number, long frames) {

        Rounds {
            requireAtLeastOne("rounds", number);
            requireAtLeastOne("frames", frames);
        }
    }

    private static void requireAtLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " " + value + " must be at least 1");
        }
    }
}
