package io.framewatch.operator;

import io.framewatch.event.Deployment;
import java.io.Serializable;

/**
 * The source of announcements about models and heads. It is sent to the task managers. Every
 * subtask follows all announcements from the first one, again after every restart, so that some may
 * be in the checkpoint already.
 */
public interface Deployments extends Serializable {

    /** Takes what is announced. Thread-safe. */
    interface Follower {
        /**
         * Takes the next announcement.
         *
         * @param offset of its record, higher than that of the announcement before: it decides
         *     which of two counts
         */
        void announced(long offset, Deployment deployment);

        /** Takes the labels that rules watch from now on, besides those of the options. */
        void watch(WatchedLabels labels);

        /** Nothing more can be read, until the task has been restarted. */
        void failed(Exception reason);
    }

    /** The reading of a subtask; {@link #close} ends it before it returns. */
    interface Reading extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Starts to read, on a thread of its own.
     *
     * @return what the caller closes
     */
    Reading follow(Follower follower);

    /** The labels that rules watch now, besides those of the options. */
    default WatchedLabels watched() {
        return WatchedLabels.NONE;
    }
}
