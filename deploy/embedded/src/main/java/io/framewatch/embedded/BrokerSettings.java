package io.framewatch.embedded;

import java.nio.file.Path;
import java.util.Map;

/** The broker's configuration: one node, small buffers, no waiting for members that never come. */
final class BrokerSettings {

    static final int NODE_ID = 1;
    static final String CONTROLLER = "CONTROLLER";
    static final String CLIENTS = "CLIENTS";

    private static final int MIB = 1 << 20;

    private BrokerSettings() {}

    static Map<String, String> of(Path folder, int port, int controllerPort) {
        String broker = CLIENTS + "://127.0.0.1:" + port;
        String controller = CONTROLLER + "://127.0.0.1:" + controllerPort;
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", Integer.toString(NODE_ID)),
                Map.entry("listeners", broker + "," + controller),
                Map.entry("advertised.listeners", broker),
                Map.entry("inter.broker.listener.name", CLIENTS),
                Map.entry("controller.listener.names", CONTROLLER),
                Map.entry(
                        "listener.security.protocol.map",
                        CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT"),
                Map.entry("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort),
                Map.entry("log.dirs", folder.toString()),
                Map.entry("auto.create.topics.enable", "false"),
                // One node holds every replica.
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("controlled.shutdown.enable", "false"),
                // The default buffer for compaction alone is 128 MiB of heap.
                Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(8 * MIB)),
                // Files of this size are what a topic's retention removes.
                Map.entry("log.segment.bytes", Integer.toString(32 * MIB)));
    }
}
