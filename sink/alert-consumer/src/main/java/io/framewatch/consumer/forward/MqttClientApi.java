package io.framewatch.consumer.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedListener;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedListener;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What the channel needs of a client, in either version of MQTT. Sessions start clean and end with
 * their connection; quality of service is 1. Thread-safe.
 */
interface MqttClientApi {

    CompletableFuture<?> connect();

    /** Done when the broker has acknowledged. */
    CompletableFuture<?> publish(MqttMessage message);

    CompletableFuture<?> disconnect();

    /**
     * A client that is not connected yet.
     *
     * @param will what the broker publishes when the client is gone without a goodbye
     */
    static MqttClientApi of(
            MqttOptions options,
            MqttMessage will,
            MqttClientConnectedListener onConnected,
            MqttClientDisconnectedListener onDisconnected) {
        MqttClientBuilder builder = builder(options, onConnected, onDisconnected);
        Login login = options.server().login();
        return options.server().version() == 5
                ? version5(builder, login, will)
                : version3(builder, login, will);
    }

    private static MqttClientBuilder builder(
            MqttOptions options,
            MqttClientConnectedListener onConnected,
            MqttClientDisconnectedListener onDisconnected) {
        return MqttClient.builder()
                // At most 23 characters, as MQTT 3.1.1 says.
                .identifier("framewatch-" + UUID.randomUUID().toString().substring(24))
                .addConnectedListener(onConnected)
                .addDisconnectedListener(onDisconnected)
                .transportConfig(transport(options));
    }

    private static MqttClientTransportConfig transport(MqttOptions options) {
        MqttAddress address = options.server().address();
        long millis = options.timeout().toMillis();
        MqttClientTransportConfigBuilder transport =
                MqttClientTransportConfig.builder()
                        .serverHost(address.host())
                        .serverPort(address.port())
                        .socketConnectTimeout(millis, TimeUnit.MILLISECONDS)
                        .mqttConnectTimeout(millis, TimeUnit.MILLISECONDS);
        return (address.tls() ? transport.sslConfig(tls(options)) : transport).build();
    }

    private static MqttClientSslConfig tls(MqttOptions options) {
        Path certificates = options.server().certificates();
        var tls =
                MqttClientSslConfig.builder()
                        .handshakeTimeout(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
        if (certificates != null) {
            tls = tls.trustManagerFactory(Authorities.of("certificates", certificates));
        }
        return tls.build();
    }

    private static MqttClientApi version5(
            MqttClientBuilder builder, Login login, MqttMessage will) {
        Mqtt5ClientBuilder version5 =
                builder.useMqttVersion5().willPublish(message5(will).asWill());
        if (login.isGiven()) {
            version5.simpleAuth()
                    .username(login.username())
                    .password(login.password().getBytes(UTF_8))
                    .applySimpleAuth();
        }
        return new Version5(version5.buildAsync());
    }

    private static MqttClientApi version3(
            MqttClientBuilder builder, Login login, MqttMessage will) {
        Mqtt3ClientBuilder version3 = builder.useMqttVersion3().willPublish(message3(will));
        if (login.isGiven()) {
            version3.simpleAuth()
                    .username(login.username())
                    .password(login.password().getBytes(UTF_8))
                    .applySimpleAuth();
        }
        return new Version3(version3.buildAsync());
    }

    private static Mqtt5Publish message5(MqttMessage message) {
        return Mqtt5Publish.builder()
                .topic(message.topic())
                .payload(message.payload())
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(message.retained())
                .build();
    }

    private static Mqtt3Publish message3(MqttMessage message) {
        return Mqtt3Publish.builder()
                .topic(message.topic())
                .payload(message.payload())
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(message.retained())
                .build();
    }

    /** MQTT 5. */
    record Version5(Mqtt5AsyncClient client) implements MqttClientApi {

        @Override
        public CompletableFuture<?> connect() {
            return client.connect();
        }

        @Override
        public CompletableFuture<?> publish(MqttMessage message) {
            return client.publish(message5(message));
        }

        @Override
        public CompletableFuture<?> disconnect() {
            return client.disconnect();
        }
    }

    /** MQTT 3.1.1. */
    record Version3(Mqtt3AsyncClient client) implements MqttClientApi {

        @Override
        public CompletableFuture<?> connect() {
            return client.connect();
        }

        @Override
        public CompletableFuture<?> publish(MqttMessage message) {
            return client.publish(message3(message));
        }

        @Override
        public CompletableFuture<?> disconnect() {
            return client.disconnect();
        }
    }
}
