package io.framewatch.job;

import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/**
 * Gives a record's value as a part of what the consumer received, without a copy. {@link
 * FrameDeserializer} is the only one who looks at the value: the connector types it {@code byte[]}
 * and passes it on. It refuses {@code ByteBufferDeserializer} itself for that type, which is why
 * this class stands before it. Public, because Kafka makes it by its name.
 */
public final class ReceivedValue extends ByteBufferDeserializer {}
