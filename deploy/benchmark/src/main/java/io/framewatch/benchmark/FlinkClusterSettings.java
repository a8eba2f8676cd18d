package io.framewatch.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of a {@link FlinkCluster}: everything listens on loopback, all state lies in files. */
final class FlinkClusterSettings {

    static final int TASK_MANAGERS = 2;

    /** ZooKeeper's file; Flink's has the name that it expects. */
    static final String ZOO_KEEPER = "zoo.cfg";

    static final String LOGGING = "log4j2.properties";

    private FlinkClusterSettings() {}

    /**
     * Writes them to the folder, which then is Flink's conf folder.
     *
     * @param parentFirst whether classes of the cluster count before those of a job's jar
     */
    static void write(Path folder, int zooKeeperPort, boolean parentFirst) throws IOException {
        Files.writeString(folder.resolve(ZOO_KEEPER), zooKeeper(folder, zooKeeperPort));
        Files.writeString(folder.resolve("config.yaml"), flink(folder, zooKeeperPort, parentFirst));
        Files.writeString(folder.resolve(LOGGING), logging());
    }

    private static String zooKeeper(Path folder, int port) {
        return """
        tickTime=1000
        dataDir=%s
        clientPortAddress=127.0.0.1
        clientPort=%d
        admin.enableServer=false
        """
                .formatted(folder.resolve("zookeeper-data"), port);
    }

    /** Kafka's clients say several times a second that a killed broker is away. */
    private static String logging() {
        return """
        appender.console.type = Console
        appender.console.name = console
        appender.console.layout.type = PatternLayout
        appender.console.layout.pattern = %d{HH:mm:ss.SSS} %-5p %c{1} - %m%n
        rootLogger.level = info
        rootLogger.appenderRef.console.ref = console
        logger.kafka.name = org.apache.kafka
        logger.kafka.level = error
        """;
    }

    private static String flink(Path folder, int zooKeeperPort, boolean parentFirst) {
        return """
        jobmanager.rpc.address: 127.0.0.1
        jobmanager.bind-host: 127.0.0.1
        rest.address: 127.0.0.1
        rest.bind-address: 127.0.0.1
        rest.bind-port: 0
        rest.retry.delay: 500 ms
        rest.retry.max-attempts: 200
        taskmanager.host: 127.0.0.1
        taskmanager.bind-host: 127.0.0.1
        taskmanager.numberOfTaskSlots: 1
        taskmanager.cpu.cores: 1.0
        # what a distribution's scripts work out from the size of the process
        taskmanager.memory.framework.heap.size: 128 mb
        taskmanager.memory.framework.off-heap.size: 128 mb
        taskmanager.memory.task.heap.size: 256 mb
        taskmanager.memory.task.off-heap.size: 64 mb
        taskmanager.memory.managed.size: 0 mb
        taskmanager.memory.network.min: 32 mb
        taskmanager.memory.network.max: 32 mb
        taskmanager.memory.jvm-metaspace.size: 256 mb
        taskmanager.memory.jvm-overhead.min: 192 mb
        taskmanager.memory.jvm-overhead.max: 192 mb
        # a killed process is missed after some seconds
        heartbeat.interval: 1 s
        heartbeat.timeout: 10 s
        classloader.resolve-order: %s
        high-availability.type: zookeeper
        high-availability.zookeeper.quorum: 127.0.0.1:%d
        high-availability.zookeeper.client.session-timeout: 5 s
        high-availability.storageDir: %s
        high-availability.cluster-id: /framewatch
        execution.checkpointing.dir: %s
        # the broker may be away for some time; the job goes on soon after it is back
        restart-strategy.type: exponential-delay
        restart-strategy.exponential-delay.initial-backoff: 1 s
        restart-strategy.exponential-delay.max-backoff: 5 s
        """
                .formatted(
                        parentFirst ? "parent-first" : "child-first",
                        zooKeeperPort,
                        folder.resolve("ha").toUri(),
                        folder.resolve("checkpoints").toUri());
    }
}
