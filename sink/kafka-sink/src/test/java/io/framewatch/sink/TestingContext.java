package io.framewatch.sink;

import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.UserCodeClassLoader;

/** What a sink's writer opens a serializer with; counts what it loses. */
final class TestingContext implements SerializationSchema.InitializationContext {

    private final Counter lost = new SimpleCounter();
    private int registrations;

    long lostRecords() {
        return lost.getCount();
    }

    /** How often the counter was registered; Flink reports the first one of a name alone. */
    int registrations() {
        return registrations;
    }

    @Override
    public MetricGroup getMetricGroup() {
        return new UnregisteredMetricsGroup() {
            @Override
            public Counter counter(String name) {
                if (!name.equals(TopicSerializer.LOST_RECORDS)) {
                    return super.counter(name);
                }
                registrations++;
                return lost;
            }
        };
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
        throw new UnsupportedOperationException("serializers need no classes of the user");
    }
}
