package io.framewatch.benchmark;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * How cameras spread over the partitions of a topic, and over the tasks that read them.
 *
 * @param partitions how many partitions there are
 * @param least fewest cameras of a partition
 * @param mean mean of all partitions
 * @param most most cameras of a partition
 * @param empty partitions without cameras
 * @param mostToMeanByTasks cameras of the task that has most, to the mean of all tasks, by the
 *     number of tasks
 */
record CameraSkew(
        int partitions,
        int least,
        double mean,
        int most,
        int empty,
        Map<Integer, Double> mostToMeanByTasks) {

    /**
     * Counts.
     *
     * @param partitionOfCamera the partition of each camera
     * @param tasks numbers of tasks; those above the partitions are left out
     */
    static CameraSkew of(int partitions, List<Integer> partitionOfCamera, List<Integer> tasks) {
        int[] cameras = new int[partitions];
        partitionOfCamera.forEach(partition -> cameras[partition]++);
        Map<Integer, Double> byTasks = new TreeMap<>();
        for (int number : tasks) {
            if (number <= partitions) {
                byTasks.put(number, mostToMean(ofTasks(cameras, number)));
            }
        }
        return new CameraSkew(
                partitions,
                IntStream.of(cameras).min().orElse(0),
                IntStream.of(cameras).average().orElse(0),
                IntStream.of(cameras).max().orElse(0),
                (int) IntStream.of(cameras).filter(count -> count == 0).count(),
                byTasks);
    }

    double mostToMean() {
        return most / mean;
    }

    /**
     * The same for tasks behind the exchange by camera, which Flink shares key groups among.
     *
     * @param maxParallelism number of key groups
     */
    static double keyedMostToMean(List<String> cameras, int maxParallelism, int tasks) {
        int[] byTask = new int[tasks];
        for (String camera : cameras) {
            byTask[
                    KeyGroupRangeAssignment.assignKeyToParallelOperator(
                            camera, maxParallelism, tasks)]++;
        }
        return mostToMean(byTask);
    }

    /** Flink's source gives one partition after the other to the next task. */
    private static int[] ofTasks(int[] cameras, int tasks) {
        int[] byTask = new int[tasks];
        for (int partition = 0; partition < cameras.length; partition++) {
            byTask[partition % tasks] += cameras[partition];
        }
        return byTask;
    }

    private static double mostToMean(int[] counts) {
        return IntStream.of(counts).max().orElse(0) / IntStream.of(counts).average().orElse(1);
    }
}
