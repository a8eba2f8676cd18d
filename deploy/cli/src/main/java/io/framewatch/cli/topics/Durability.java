package io.framewatch.cli.topics;

/**
 * How many brokers have a record.
 *
 * @param replicas of each partition, from 1 to 32767
 * @param inSyncReplicas how many of them have it before a producer learns that it is written
 */
record Durability(int replicas, int inSyncReplicas) {

    private static final int USUAL_REPLICAS = 3;

    /** What survives the loss of one broker without a pause, if there are at least three. */
    static Durability of(int brokers) {
        return withReplicas(Math.min(USUAL_REPLICAS, brokers));
    }

    /** One replica may be away, if there are at least three. */
    static Durability withReplicas(int replicas) {
        if (replicas < 1 || replicas > Short.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "replicas %d must be from 1 to %d".formatted(replicas, Short.MAX_VALUE));
        }
        return new Durability(replicas, replicas < USUAL_REPLICAS ? 1 : 2);
    }
}
