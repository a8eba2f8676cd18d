package io.framewatch.topic;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Takes what a topic has, in the order of the offsets of each partition. */
@FunctionalInterface
public interface RecordHandler<T> {

    /**
     * Makes one of two functions.
     *
     * @param malformed takes a record that is not of the topic, and why
     */
    static <T> RecordHandler<T> of(
            Consumer<TopicRecord<T>> received, BiConsumer<TopicRecord<Void>, String> malformed) {
        return new RecordHandler<>() {
            @Override
            public void received(TopicRecord<T> record) {
                received.accept(record);
            }

            @Override
            public void malformed(TopicRecord<Void> record, String reason) {
                malformed.accept(record, reason);
            }
        };
    }

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
