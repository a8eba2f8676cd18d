package io.framewatch.topic;

import io.cloudevents.CloudEvent;
import io.framewatch.event.Event;

/** Events of topics as CloudEvents, for those who pass them on by other ways than Kafka. */
public final class CloudEvents {

    private CloudEvents() {}

    /** The same CloudEvent as the record of the event on the topic. */
    public static <T extends Event> CloudEvent of(Topic<T> topic, T event) {
        if (!(topic.codec() instanceof EventCodec<T> codec)) {
            throw new IllegalArgumentException("topic " + topic + " must be one of events");
        }
        return codec.cloudEvent(event, event.attributes());
    }
}
