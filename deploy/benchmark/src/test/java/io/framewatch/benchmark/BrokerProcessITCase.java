package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class BrokerProcessITCase {

    @Test
    void shouldServeClientsAndTellItsProcessorTime() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start();
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
            assertThat(broker.cpuTime()).isPositive();
        }
    }

    @Test
    void shouldEndWithItsOwner() throws Exception {
        BrokerProcess broker = BrokerProcess.start();

        broker.close();
        broker.close();

        assertThat(broker.isAlive()).isFalse();
    }
}
