package io.framewatch.ingest.capture;

import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a camera waits before it tries again. Delays are random, so that cameras that were lost
 * together do not come back together.
 *
 * @param least the shortest delay; after the first failure the longest one is twice as long, and
 *     doubles with each further one
 * @param most limit of the doubling
 * @param slow delay where somebody has to change something first, give or take a fifth
 */
record RetryDelays(Duration least, Duration most, Duration slow) {

    static final RetryDelays DEFAULT =
            new RetryDelays(Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(1));

    private static final double SLOW_JITTER = 0.2;
    private static final int NO_LIMIT = -1;

    /** The policy for {@link Reaction#RETRY}. */
    RetryPolicyBuilder<Boolean> soon(boolean live) {
        return policy(Reaction.RETRY, live)
                .withDelayFn(
                        failed ->
                                delay(
                                        failed.getAttemptCount(),
                                        ThreadLocalRandom.current().nextDouble()));
    }

    /** The policy for {@link Reaction#RETRY_SLOWLY}. */
    RetryPolicyBuilder<Boolean> slowly(boolean live) {
        return policy(Reaction.RETRY_SLOWLY, live).withDelay(slow).withJitter(SLOW_JITTER);
    }

    /**
     * The delay after a failure.
     *
     * @param failures in a row, at least 1
     * @param random evenly distributed from 0 to 1
     */
    Duration delay(int failures, double random) {
        double longest = Math.min(most.toNanos(), Math.scalb((double) least.toNanos(), failures));
        return Duration.ofNanos(Math.round(least.toNanos() + random * (longest - least.toNanos())));
    }

    private static RetryPolicyBuilder<Boolean> policy(Reaction reaction, boolean live) {
        return RetryPolicy.<Boolean>builder()
                .handleIf(
                        failure ->
                                failure instanceof CaptureException capture
                                        && Reaction.to(capture.reason(), live) == reaction)
                .withMaxRetries(NO_LIMIT);
    }
}
