package io.framewatch.topic;

/**
 * The headers that a dead letter has after those of the original record, all UTF-8 text. A record
 * that is a dead letter again has them twice; the last ones count, as everywhere in Kafka.
 */
public final class DeadLetterHeaders {

    /** Begins all of them. */
    static final String PREFIX = "dl_";

    /** Step that refused the record: {@code record}, {@code image} or {@code handler}. */
    public static final String STAGE = "dl_stage";

    /** One line that names the thing, the value and the rule. */
    public static final String REASON = "dl_reason";

    /** Class name of the exception behind it. */
    public static final String EXCEPTION = "dl_exception";

    /** Topic of the original record. */
    public static final String TOPIC = "dl_topic";

    /** Partition of the original record, decimal. */
    public static final String PARTITION = "dl_partition";

    /** Offset of the original record, decimal. */
    public static final String OFFSET = "dl_offset";

    /** Timestamp of the original record, decimal milliseconds since the epoch, or -1. */
    public static final String TIMESTAMP = "dl_timestamp";

    /**
     * What the topic has no room for: {@code value}, {@code value,headers} or {@code
     * value,headers,key} of the original record, which lies where the headers before say. There
     * only where something is left out.
     */
    public static final String LEFT_OUT = "dl_left_out";

    /** Bytes of the value that was left out, decimal. */
    public static final String VALUE_SIZE = "dl_value_size";

    /** SHA-256 of the value that was left out, 64 lower-case hexadecimal digits. */
    public static final String VALUE_SHA256 = "dl_value_sha256";

    /** Consumer group that parked the record; only on the topic of parked alerts. */
    public static final String PARKED_BY = "parked_by";

    private DeadLetterHeaders() {}
}
