package io.framewatch.sink;

import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.UserCodeClassLoader;

/** Opens serializers as a sink's writer does. */
final class TestingSerializers {

    private TestingSerializers() {}

    static <S extends TopicSerializer<?>> S opened(S serializer) {
        return opened(serializer, new Lost());
    }

    static <S extends TopicSerializer<?>> S opened(S serializer, Lost lost) {
        serializer.open(lost, null);
        return serializer;
    }

    /** Counts what serializers lose. */
    static final class Lost implements SerializationSchema.InitializationContext {

        private final Counter records = new SimpleCounter();

        long records() {
            return records.getCount();
        }

        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup() {
                @Override
                public Counter counter(String name) {
                    return name.equals(TopicSerializer.LOST_RECORDS)
                            ? records
                            : super.counter(name);
                }
            };
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            throw new UnsupportedOperationException("serializers need no classes of the user");
        }
    }
}
