package io.framewatch.consumer.forward;

import com.hivemq.client.mqtt.exceptions.MqttEncodeException;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttClientReconnector;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a broker that is made again whenever it is lost, until it is closed. While it
 * stands, the topic of availability says {@code online}, after it {@code offline}: by this client,
 * or by the broker if the client is gone (last will). Thread-safe.
 */
final class MqttConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MqttConnection.class);

    private static final int MAX_RECONNECT_SECONDS = 30;

    /** What the broker will not take another time either. */
    private static final Set<Mqtt5PubAckReasonCode> FINAL =
            Set.of(
                    Mqtt5PubAckReasonCode.NOT_AUTHORIZED,
                    Mqtt5PubAckReasonCode.TOPIC_NAME_INVALID,
                    Mqtt5PubAckReasonCode.PAYLOAD_FORMAT_INVALID);

    private final String channel;
    private final MqttOptions options;
    private final String availability;
    private final Runnable onConnected;
    private final MqttClientApi client;

    /** Done when connected; fails if that fails, and another one takes its place. */
    private volatile CompletableFuture<Void> attempt = new CompletableFuture<>();

    private volatile CompletableFuture<Void> pause = new CompletableFuture<>();
    private volatile String lost = "it has not answered yet";
    private volatile boolean closed;

    /**
     * Begins to connect.
     *
     * @param availability the topic of availability
     * @param onConnected called at each connection, before anything is published; it is quick
     */
    MqttConnection(String channel, MqttOptions options, String availability, Runnable onConnected) {
        this.channel = channel;
        this.options = options;
        this.availability = availability;
        this.onConnected = onConnected;
        MqttMessage will = MqttMessage.retained(availability, "offline");
        this.client = MqttClientApi.of(options, will, context -> connected(), this::disconnected);
        // The listeners tell how it went.
        var unused = client.connect();
    }

    /**
     * Publishes messages in their order and waits until the broker has all of them.
     *
     * @throws IOException if there is no connection, or it was lost or did not answer in time
     * @throws RejectedException if the broker refuses one of them
     */
    void publish(List<MqttMessage> messages)
            throws IOException, RejectedException, InterruptedException {
        try {
            attempt.get(options.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException(message("is not connected: " + lost), e);
        }
        await(
                CompletableFuture.allOf(
                        messages.stream().map(client::publish).toArray(CompletableFuture[]::new)));
    }

    /** Idempotent. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        pause.complete(null);
        try {
            if (attempt.isDone()) {
                await(client.publish(MqttMessage.retained(availability, "offline")));
                await(client.disconnect());
            }
        } catch (IOException | RejectedException e) {
            LOG.debug("{}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void connected() {
        if (closed) {
            var unused = client.disconnect();
            return;
        }
        LOG.info("{}", message("is connected"));
        onConnected.run();
        var unused =
                client.publish(MqttMessage.retained(availability, "online"))
                        .whenComplete((acknowledged, error) -> warn(error));
        // Whatever waits for the connection is published after it.
        attempt.complete(null);
    }

    private void warn(Throwable error) {
        if (error != null) {
            LOG.warn("{}", message("did not take '" + availability + "': " + reason(error)));
        }
    }

    private void disconnected(MqttClientDisconnectedContext context) {
        if (closed) {
            return;
        }
        MqttClientReconnector reconnector = context.getReconnector();
        lost = reason(context.getCause());
        CompletableFuture<Void> failed = attempt;
        if (failed.isDone() || reconnector.getAttempts() == 0) {
            LOG.warn("{}", message("is not connected, and is tried again: " + lost));
        }
        attempt = new CompletableFuture<>();
        failed.completeExceptionally(context.getCause());
        // A pause that close() ends, so that nothing of the client outlives it.
        long seconds =
                Math.min(MAX_RECONNECT_SECONDS, 1L << Math.min(10, reconnector.getAttempts()));
        pause = new CompletableFuture<Void>().completeOnTimeout(null, seconds, TimeUnit.SECONDS);
        reconnector
                .delay(0, TimeUnit.NANOSECONDS)
                .reconnectWhen(pause, (ended, error) -> reconnector.reconnect(!closed));
        if (closed) {
            pause.complete(null);
        }
    }

    private void await(CompletableFuture<?> answer)
            throws IOException, RejectedException, InterruptedException {
        try {
            answer.get(options.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    message(
                            "has not acknowledged within %d ms"
                                    .formatted(options.timeout().toMillis())),
                    e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (isFinal(cause)) {
                throw new RejectedException(message("refuses a message: " + reason(cause)), cause);
            }
            throw new IOException(message("did not acknowledge: " + reason(cause)), cause);
        }
    }

    private static boolean isFinal(Throwable cause) {
        return cause instanceof MqttEncodeException
                || cause instanceof Mqtt5PubAckException refusal
                        && FINAL.contains(refusal.getMqttMessage().getReasonCode());
    }

    private String message(String what) {
        return "channel %s: MQTT broker %s %s".formatted(channel, options.server().address(), what);
    }

    private static String reason(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.toString() : root.getMessage();
        return message + code(root);
    }

    /** What the broker gave as its reason. */
    private static String code(Throwable cause) {
        if (cause instanceof Mqtt5ConnAckException refusal) {
            return " (" + refusal.getMqttMessage().getReasonCode() + ")";
        }
        if (cause instanceof Mqtt3ConnAckException refusal) {
            return " (" + refusal.getMqttMessage().getReturnCode() + ")";
        }
        return cause instanceof Mqtt5PubAckException refusal
                ? " (" + refusal.getMqttMessage().getReasonCode() + ")"
                : "";
    }
}
