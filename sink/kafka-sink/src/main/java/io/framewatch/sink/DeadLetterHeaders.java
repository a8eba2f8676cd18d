package io.framewatch.sink;

/**
 * The headers that a dead letter has after those of the original record, all UTF-8 text. A record
 * that is a dead letter again has them twice; the last ones count, as everywhere in Kafka.
 */
public final class DeadLetterHeaders {

    /** Step of the job that refused the record: {@code record} or {@code image}. */
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

    private DeadLetterHeaders() {}
}
