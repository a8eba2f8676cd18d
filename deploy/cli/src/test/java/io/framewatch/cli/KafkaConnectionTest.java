package io.framewatch.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.configuration.KafkaOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaConnectionTest {

    @Test
    void shouldNameTheAddressesWhereNobodyListens() throws Exception {
        String address;
        try (ServerSocket closed = listen()) {
            address = "127.0.0.1:" + closed.getLocalPort();
        }

        assertThatThrownBy(() -> KafkaConnection.require(kafka(address)))
                .isInstanceOf(CommandException.class)
                .hasMessage("Kafka at " + address + " cannot be reached: Connection refused");
    }

    @Test
    void shouldBeContentWithOneBroker() throws Exception {
        try (ServerSocket open = listen()) {
            String address;
            try (ServerSocket closed = listen()) {
                address = "127.0.0.1:" + closed.getLocalPort();
            }

            assertThatCode(
                            () ->
                                    KafkaConnection.require(
                                            kafka(address + ", 127.0.0.1:" + open.getLocalPort())))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void shouldSayThatAnAddressIsNone() {
        assertThatThrownBy(() -> KafkaConnection.require(kafka("nowhere")))
                .isInstanceOf(CommandException.class)
                .hasMessage(
                        "Kafka at nowhere cannot be reached: Invalid url in bootstrap.servers: nowhere");
    }

    private static ServerSocket listen() throws Exception {
        return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }

    private static KafkaOptions kafka(String addresses) {
        return new KafkaOptions(addresses, "x.", 1, Map.of());
    }
}
