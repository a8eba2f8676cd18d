package io.framewatch.consumer.forward;

import io.framewatch.consumer.AlertConsumer;
import io.framewatch.consumer.AlertConsumerOptions;
import io.framewatch.consumer.RetryOptions;
import io.framewatch.topic.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends alerts to the channels of the configuration. Each channel has a consumer group of its own,
 * so that one that is down holds back none but itself. Several forwarders with the same
 * configuration share the cameras. Thread-safe.
 */
public final class Forwarder implements AutoCloseable {

    private final List<Route> routes = new ArrayList<>();

    /** A channel, and who sends there. */
    private record Route(Channel channel, ChannelHandler handler, AlertConsumer consumer) {

        ChannelReport report() {
            return new ChannelReport(
                    channel.name(),
                    handler.delivered(),
                    handler.leftOut(),
                    handler.failed(),
                    consumer.counts(),
                    consumer.trouble().map(reason -> "Kafka: " + reason).orElse(handler.trouble()));
        }

        void close() {
            consumer.close();
            channel.close();
        }
    }

    private Forwarder() {}

    /** Opens the channels and starts to read; returns at once. */
    public static Forwarder start(ForwardOptions options) {
        Forwarder forwarder = new Forwarder();
        try {
            KafkaClients clients = new KafkaClients(options.kafka());
            options.channels().forEach(to -> forwarder.add(clients, options.group(), to));
            return forwarder;
        } catch (RuntimeException e) {
            forwarder.close();
            throw e;
        }
    }

    /** How the channels are, in the order of the configuration. */
    public List<ChannelReport> report() {
        return routes.stream().map(Route::report).toList();
    }

    /**
     * Waits for the end, which {@link #close()} brings or an error of a channel.
     *
     * @return false if all channels go on
     */
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        boolean ended = routes.get(0).consumer().awaitEnd(timeout);
        for (Route route : routes) {
            ended |= route.consumer().awaitEnd(Duration.ZERO);
        }
        return ended;
    }

    /** Waits for the notices that are being sent, and closes the channels. Idempotent. */
    @Override
    public void close() {
        routes.parallelStream().forEach(Route::close);
    }

    private void add(KafkaClients clients, String group, ChannelRoute to) {
        Channel channel = to.kinds().options().open(to.name());
        ChannelHandler handler = new ChannelHandler(to, channel);
        AlertConsumerOptions consumer =
                AlertConsumerOptions.of(group + "." + to.name())
                        .withRetry(RetryOptions.DEFAULT.within(to.retryFor()));
        routes.add(new Route(channel, handler, AlertConsumer.start(clients, consumer, handler)));
    }
}
