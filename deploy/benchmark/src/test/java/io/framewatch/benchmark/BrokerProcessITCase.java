package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void shouldGoOnWithItsTopicsAfterAKill(@TempDir Path folder) throws Exception {
        int port = LoopbackPort.free();
        Map<String, Object> client = Map.of("bootstrap.servers", "127.0.0.1:" + port);
        try (KilledProcess broker = BrokerProcess.killed(folder, port);
                Admin admin = Admin.create(client)) {
            broker.start();
            NewTopic topic = new NewTopic("frames", 1, (short) 1);
            admin.createTopics(List.of(topic)).all().get();

            broker.kill();
            broker.start();

            assertThat(admin.listTopics().names().get()).contains("frames");
        }
    }
}
