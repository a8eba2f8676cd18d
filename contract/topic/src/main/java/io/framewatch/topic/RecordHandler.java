package io.framewatch.topic;

/** Takes what a topic has, in the order of the offsets of each partition. */
@FunctionalInterface
public interface RecordHandler<T> {

    /** Takes a record. */
    void received(TopicRecord<T> record);

    /**
     * Takes the end of a key of a compacted topic.
     *
     * @param record without a value
     */
    default void deleted(TopicRecord<Void> record) {}

    /**
     * Takes a record that is not of the topic.
     *
     * @param record without a value
     * @param reason names the thing, the value and the rule
     */
    default void malformed(TopicRecord<Void> record, String reason) {}
}
