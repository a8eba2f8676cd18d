package io.framewatch.job;

import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/**
 * Gives a record's value as a view of what the consumer received, without a copy. Only {@link
 * FrameDeserializer} looks at the value: the connector passes it on as a {@code byte[]}. For that
 * type the connector refuses {@code ByteBufferDeserializer} itself, hence this subclass. Public,
 * because Kafka creates it by name.
 */
public final class ReceivedValue extends ByteBufferDeserializer {}
