package io.framewatch.ingest.capture;

import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import java.time.Duration;

/**
 * How long a camera waits before it tries again; each delay varies by a fifth, so that cameras that
 * were lost together do not come back together.
 *
 * @param first delay after the first failure; doubles with each further one
 * @param longest limit of the doubling
 * @param slow delay where somebody has to change something first
 */
record RetryDelays(Duration first, Duration longest, Duration slow) {

    static final RetryDelays DEFAULT =
            new RetryDelays(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(1));

    private static final double JITTER = 0.2;
    private static final int NO_LIMIT = -1;

    /** The policy for {@link Reaction#RETRY}. */
    RetryPolicyBuilder<Boolean> soon(boolean live) {
        return policy(Reaction.RETRY, live).withBackoff(first, longest).withJitter(JITTER);
    }

    /** The policy for {@link Reaction#RETRY_SLOWLY}. */
    RetryPolicyBuilder<Boolean> slowly(boolean live) {
        return policy(Reaction.RETRY_SLOWLY, live).withDelay(slow).withJitter(JITTER);
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
