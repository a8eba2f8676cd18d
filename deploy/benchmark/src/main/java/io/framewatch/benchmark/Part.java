package io.framewatch.benchmark;

/** The parts of the job's process, by thread, for processor time and heap. */
enum Part {
    /** Deserialization, decoding, inference and the serialization of results. */
    CLASSIFY("classify tasks", "Source: read frames"),
    /** The consumers that fetch frames, one thread a task. */
    FETCH("Kafka consumers", "Source Data Fetcher"),
    /** The alert rules, after the exchange by camera. */
    ALERTS("alert tasks", "raise alerts"),
    /** The balances of frames, after the exchange by view. */
    LEDGER("ledger tasks", "balance frames"),
    /** The producers that send results. */
    SEND("Kafka producers", "kafka-producer-network-thread"),
    /** Everything else that runs Java: Flink's coordination, checkpoints, the benchmark. */
    OTHER("other threads", ""),
    /** The JVM's compiler, which is busy for the first minutes of a process. */
    COMPILER("compiler", null),
    /** All other threads that are not Java threads, above all the collector. */
    COLLECTOR("collector", null);

    private final String title;
    private final String threadPrefix;

    Part(String title, String threadPrefix) {
        this.title = title;
        this.threadPrefix = threadPrefix;
    }

    /** The part that a thread of that name belongs to. */
    static Part ofThread(String name) {
        for (Part part : values()) {
            if (part.threadPrefix != null && name.startsWith(part.threadPrefix)) {
                return part;
            }
        }
        throw new IllegalStateException("thread '" + name + "' belongs to no part");
    }

    @Override
    public String toString() {
        return title;
    }
}
