package io.framewatch.cli.topics;

/**
 * What a topic must have.
 *
 * @param setting its name in Kafka, {@code partitions} or {@code replication.factor}
 * @param value the value
 * @param bound how others compare with it
 */
record Requirement(String setting, String value, Bound bound) {

    static final String PARTITIONS = "partitions";
    static final String REPLICATION = "replication.factor";

    private static final long UNLIMITED = -1;

    /** How the value of a topic compares with the required one. */
    enum Bound {
        /** It is the same. */
        EXACTLY,
        /** It is no smaller number; {@code -1}, which Kafka has for no limit, is none. */
        AT_LEAST,
        /** It is no larger number. */
        AT_MOST
    }

    static Requirement exactly(String setting, Object value) {
        return new Requirement(setting, value.toString(), Bound.EXACTLY);
    }

    static Requirement atLeast(String setting, Object value) {
        return new Requirement(setting, value.toString(), Bound.AT_LEAST);
    }

    static Requirement atMost(String setting, Object value) {
        return new Requirement(setting, value.toString(), Bound.AT_MOST);
    }

    boolean isMetBy(String found) {
        return switch (bound) {
            case EXACTLY -> found.equals(value);
            case AT_LEAST -> number(found) == UNLIMITED || number(found) >= number(value);
            case AT_MOST -> number(found) <= number(value);
        };
    }

    /** Such as {@code must be at least 2}. */
    String rule() {
        return switch (bound) {
            case EXACTLY -> "must be " + value;
            case AT_LEAST -> "must be at least " + value;
            case AT_MOST -> "must be at most " + value;
        };
    }

    private static long number(String text) {
        return Long.parseLong(text);
    }
}
