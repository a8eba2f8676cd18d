package io.framewatch.operator;

import io.framewatch.event.Deployment;
import java.io.Serializable;

/**
 * Where announcements about models and heads come from. It travels to the task managers, where
 * every subtask follows all announcements, from the first one and again after every restart: what a
 * checkpoint knows of them may come again.
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
}
