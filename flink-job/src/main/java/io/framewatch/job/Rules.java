package io.framewatch.job;

import io.framewatch.event.AlertRule;
import io.framewatch.job.alert.AlertEngine;
import io.framewatch.job.alert.CameraDirectory;
import io.framewatch.job.alert.RuleTimeline;
import java.io.Serializable;
import java.util.List;

/** The source of rules. It is sent to the task managers, and every subtask opens it. */
interface Rules extends Serializable {

    /** The rules as a subtask knows them; {@link #close} ends its reading. */
    interface Reading extends AutoCloseable {

        /**
         * The rules and cameras as they are known now.
         *
         * @throws IllegalStateException if they can no longer be read
         */
        AlertEngine engine();

        @Override
        void close();
    }

    /** Starts to read; returns when what there is has been read. */
    Reading open();

    /** Rules that stay. */
    static Rules fixed(List<AlertRule> rules) {
        return () -> {
            AlertEngine engine = new AlertEngine(RuleTimeline.of(rules), CameraDirectory.EMPTY);
            return new Reading() {
                @Override
                public AlertEngine engine() {
                    return engine;
                }

                @Override
                public void close() {}
            };
        };
    }
}
