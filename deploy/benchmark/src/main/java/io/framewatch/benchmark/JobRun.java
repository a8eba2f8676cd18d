package io.framewatch.benchmark;

import io.framewatch.event.Classification;
import io.framewatch.event.MalformedEventException;
import io.framewatch.job.JobOptions;
import io.framewatch.job.JobTopics;
import io.framewatch.local.JobCluster;
import io.framewatch.local.LocalException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/** Runs the job over all frames of the topic. */
final class JobRun {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long POLL_MILLIS = 50;

    private final JobCluster cluster;
    private final RecordedTopics topics;
    private final long framesIn;

    /**
     * One run.
     *
     * @param frames results and dead letters
     * @param framesPerSecond results a second, from the first frame that the operator received to
     *     the last result that was complete
     * @param meanBatch mean over the frames of the size of their batch
     */
    record Result(long frames, double framesPerSecond, double meanBatch) {}

    JobRun(JobCluster cluster, RecordedTopics topics) {
        this.cluster = cluster;
        this.topics = topics;
        this.framesIn = topics.size(JobTopics.FRAMES);
    }

    /** Frames on the topic. */
    long framesIn() {
        return framesIn;
    }

    /** Runs until every frame is answered, as a consumer group that has read nothing yet. */
    Result run(JobOptions options)
            throws LocalException, InterruptedException, MalformedEventException {
        var resultsBefore = topics.ends(JobTopics.CLASSIFICATIONS);
        long deadLettersBefore = topics.size(JobTopics.DEAD_LETTERS);
        long answersBefore = answers();
        cluster.run(options);
        awaitAnswers(answersBefore + framesIn);
        cluster.cancel();
        List<Classification> results = topics.classificationsSince(resultsBefore);
        long deadLetters = topics.size(JobTopics.DEAD_LETTERS) - deadLettersBefore;
        double meanBatch =
                results.stream().mapToInt(r -> r.timing().batchSize()).average().orElse(0);
        return new Result(results.size() + deadLetters, rate(results), meanBatch);
    }

    private void awaitAnswers(long answers) throws LocalException, InterruptedException {
        Instant end = Instant.now().plus(LONGEST);
        while (answers() < answers) {
            cluster.requireRunning();
            if (Instant.now().isAfter(end)) {
                throw new LocalException("not all frames were answered in " + LONGEST);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private long answers() {
        return topics.size(JobTopics.CLASSIFICATIONS) + topics.size(JobTopics.DEAD_LETTERS);
    }

    private static double rate(List<Classification> results) {
        Instant first =
                results.stream()
                        .map(result -> result.timing().received())
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
        Instant last =
                results.stream()
                        .map(result -> result.timing().completed())
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
        return results.size() * 1e6 / ChronoUnit.MICROS.between(first, last);
    }
}
