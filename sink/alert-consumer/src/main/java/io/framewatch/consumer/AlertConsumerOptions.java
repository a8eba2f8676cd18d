package io.framewatch.consumer;

import java.time.Duration;
import java.util.Objects;

/**
 * How alerts are consumed. Made by {@link #of}, changed by the methods that begin with {@code
 * with}.
 *
 * @param group consumer group: its members share the partitions, and so the cameras
 * @param start where a group begins that has not read the topic before
 * @param retry how an alert that fails is tried again
 * @param remembered how many of the latest alerts of a partition are remembered, to tell
 *     repetitions; at least 0
 * @param sessionTimeout how long a member may be silent before the others take over its partitions,
 *     at least 6 s unless the broker is told otherwise. A handler has half of it to return where
 *     its partition goes to another member, and when the consumer is closed.
 */
public record AlertConsumerOptions(
        String group, Start start, RetryOptions retry, int remembered, Duration sessionTimeout) {

    private static final int REMEMBERED = 1_000;
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(45);

    /** Where a group begins that has not read the topic before. */
    public enum Start {
        /** With the oldest alert that the topic has. */
        BEGINNING,
        /** With alerts from now on. */
        NOW
    }

    public AlertConsumerOptions {
        if (group.isBlank()) {
            throw new IllegalArgumentException("group '" + group + "' must be text");
        }
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(retry, "retry");
        Objects.requireNonNull(sessionTimeout, "sessionTimeout");
        if (remembered < 0) {
            throw new IllegalArgumentException(
                    "remembered " + remembered + " must not be negative");
        }
    }

    /**
     * Those of a group that begins with alerts from now on, {@link RetryOptions#DEFAULT}, the
     * latest 1,000 alerts remembered, and a session time-out of 45 s.
     */
    public static AlertConsumerOptions of(String group) {
        return new AlertConsumerOptions(
                group, Start.NOW, RetryOptions.DEFAULT, REMEMBERED, SESSION_TIMEOUT);
    }

    /** These with another start. */
    public AlertConsumerOptions withStart(Start other) {
        return new AlertConsumerOptions(group, other, retry, remembered, sessionTimeout);
    }

    /** These with other retries. */
    public AlertConsumerOptions withRetry(RetryOptions other) {
        return new AlertConsumerOptions(group, start, other, remembered, sessionTimeout);
    }

    /** These with another number of remembered alerts. */
    public AlertConsumerOptions withRemembered(int other) {
        return new AlertConsumerOptions(group, start, retry, other, sessionTimeout);
    }

    /** These with another session time-out. */
    public AlertConsumerOptions withSessionTimeout(Duration other) {
        return new AlertConsumerOptions(group, start, retry, remembered, other);
    }

    Duration handoverTimeout() {
        return sessionTimeout.dividedBy(2);
    }
}
