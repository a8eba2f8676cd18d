package io.framewatch.benchmark;

import java.util.Locale;

/** What is killed in a cluster. */
enum Fault {
    TASK_MANAGER,
    JOB_MANAGER,
    INGEST,
    BROKER;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
