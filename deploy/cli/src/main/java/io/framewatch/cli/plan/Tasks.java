package io.framewatch.cli.plan;

import java.util.List;
import java.util.OptionalInt;

/**
 * The parallel tasks of the job and the partitions that they share.
 *
 * @param partitions of the topics with frames and results
 * @param number of parallel tasks, each with a slot and a core; divides the partitions
 * @param skew load of the task with most cameras to that of the mean, see {@link #skew}
 * @param load share of its core that the task with most cameras is busy
 */
record Tasks(int partitions, int number, double skew, double load) {

    /** The rest is for catching up after a failure, and for batches that are not full. */
    static final double MAX_LOAD = 0.8;

    /** Numbers with many divisors: so many tasks have equally many partitions each. */
    private static final List<Integer> PARTITIONS =
            List.of(12, 24, 60, 120, 240, 360, 720, 1260, 2520, 5040, 10080, 20160, 50400);

    /** Partitions for each task, so that tasks can be doubled without a change of partitions. */
    private static final int ROOM = 2;

    /**
     * As few as can carry a load.
     *
     * @param cores how many cores are busy with all cameras
     * @param wanted partitions; empty to choose
     * @throws IllegalArgumentException if the partitions are too few for the tasks, or one camera
     *     is too much for a task
     */
    static Tasks of(int cameras, double cores, OptionalInt wanted) {
        if (cores / cameras > MAX_LOAD) {
            throw new IllegalArgumentException(
                    "one camera keeps %.2f cores busy, and a task has %.1f"
                            .formatted(cores / cameras, MAX_LOAD));
        }
        int least = 1;
        while (load(cameras, cores, least) > MAX_LOAD) {
            least++;
        }
        int tasks = least;
        int partitions =
                wanted.orElseGet(
                        () ->
                                PARTITIONS.stream()
                                        .filter(count -> count >= ROOM * tasks)
                                        .findFirst()
                                        .orElse(ROOM * tasks));
        if (partitions < least) {
            throw new IllegalArgumentException(
                    "partitions %d must be at least the tasks, %d".formatted(partitions, least));
        }
        while (partitions % least != 0) {
            least++;
        }
        return new Tasks(partitions, least, skew(cameras, least), load(cameras, cores, least));
    }

    /**
     * How many cameras the task with most has, to the mean. Cameras are thrown at tasks by a hash:
     * with a mean of m a task has about m, give or take the root of m, and the most of n tasks is
     * about the root of 2 ln n such deviations above.
     */
    static double skew(int cameras, int tasks) {
        double mean = (double) cameras / tasks;
        return Math.min(tasks, 1 + Math.sqrt(2 * Math.log(tasks) / mean));
    }

    private static double load(int cameras, double cores, int tasks) {
        return cores / tasks * skew(cameras, tasks);
    }
}
