package io.framewatch.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A Flink session cluster of processes of its own, as a distribution would start it: Flink and ONNX
 * Runtime on the class path, a conf folder, a job manager and a task manager with two slots, on
 * loopback. The two speak TLS with each other, and with nobody who lacks the cluster's key.
 */
final class SessionCluster implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 90;

    /** What a distribution's scripts work out from the size of the process. */
    private static final Map<String, String> TASK_MANAGER_MEMORY =
            Map.of(
                    "framework.heap.size", "128 mb",
                    "framework.off-heap.size", "128 mb",
                    "task.heap.size", "256 mb",
                    "task.off-heap.size", "64 mb",
                    "managed.size", "0 mb",
                    "network.min", "32 mb",
                    "network.max", "32 mb",
                    "jvm-metaspace.size", "256 mb",
                    "jvm-overhead.min", "192 mb",
                    "jvm-overhead.max", "192 mb");

    private static final String KEY_PASSWORD = "changeit";

    private final Path folder;
    private final int rpcPort = freePort();
    private final List<Process> processes = new ArrayList<>();

    private SessionCluster(Path folder) throws IOException {
        this.folder = folder;
    }

    /** Starts the processes; the command line client waits until they answer. */
    static SessionCluster start(Path folder) throws Exception {
        SessionCluster cluster = new SessionCluster(folder);
        cluster.writeConfiguration();
        cluster.makeKey();
        try {
            cluster.startDaemon(
                    "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
            cluster.startDaemon("org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
            return cluster;
        } catch (IOException e) {
            cluster.close();
            throw e;
        }
    }

    /**
     * Runs Flink's command line, as {@code bin/flink} does.
     *
     * @return what it printed
     */
    String flink(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(arguments));
        Path log = Files.createTempFile(folder, "client-" + arguments[0] + "-", ".log");
        Process client = start("org.apache.flink.client.cli.CliFrontend", log, command);
        boolean ended = client.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended || client.exitValue() != 0) {
            throw new AssertionError("flink " + command + " failed:\n" + Files.readString(log));
        }
        return Files.readString(log);
    }

    /** Where the job manager listens for task managers. */
    InetSocketAddress rpc() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), rpcPort);
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
    }

    private void startDaemon(String mainClass) throws IOException {
        Path log = folder.resolve(mainClass.substring(mainClass.lastIndexOf('.') + 1) + ".log");
        start(mainClass, log, List.of("--configDir", conf().toString()));
    }

    private Process start(String mainClass, Path log, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx384m", "-Dlog4j2.level=INFO"));
        // A distribution's configuration opens this and more (env.java.opts.all).
        command.add("--add-opens=java.base/java.util=ALL-UNNAMED");
        command.add("-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")));
        command.addAll(List.of("-cp", lib(), mainClass));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("FLINK_CONF_DIR", conf().toString());
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private void writeConfiguration() throws IOException {
        Map<String, Object> settings = new TreeMap<>();
        for (String host :
                List.of(
                        "jobmanager.rpc.address",
                        "jobmanager.bind-host",
                        "rest.address",
                        "rest.bind-address",
                        "taskmanager.host",
                        "taskmanager.bind-host")) {
            settings.put(host, "127.0.0.1");
        }
        settings.put("jobmanager.rpc.port", rpcPort);
        settings.put("rest.port", freePort());
        settings.put("rest.retry.delay", "500 ms");
        settings.put("rest.retry.max-attempts", 100);
        settings.put("taskmanager.numberOfTaskSlots", 2);
        settings.put("taskmanager.cpu.cores", 2.0);
        settings.put("security.ssl.internal.enabled", true);
        for (String store : List.of("keystore", "truststore")) {
            settings.put("security.ssl.internal." + store, key());
            settings.put("security.ssl.internal." + store + "-password", KEY_PASSWORD);
        }
        settings.put("security.ssl.internal.key-password", KEY_PASSWORD);
        // Flink's default is one that the JDK has disabled.
        settings.put("security.ssl.algorithms", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
        TASK_MANAGER_MEMORY.forEach(
                (pool, size) -> settings.put("taskmanager.memory." + pool, size));
        Files.createDirectories(conf());
        List<String> lines = new ArrayList<>();
        settings.forEach((key, value) -> lines.add(key + ": " + value));
        Files.write(conf().resolve("config.yaml"), lines);
    }

    /** What a distribution has in its lib, as the build wrote it down, and ONNX Runtime. */
    private static String lib() throws IOException {
        return Files.readString(Path.of("target", "flink-lib"))
                + File.pathSeparator
                + Files.readString(Path.of("target", "flink-lib-shared"));
    }

    /** One key for all, which is also what all trust. */
    private void makeKey() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", "flink", "-dname", "CN=flink"));
        command.addAll(List.of("-keyalg", "RSA", "-keysize", "2048", "-validity", "2"));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", key().toString()));
        command.addAll(List.of("-storepass", KEY_PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        if (keytool.waitFor() != 0) {
            throw new AssertionError(output);
        }
    }

    private Path key() {
        return conf().resolve("internal.p12");
    }

    private Path conf() {
        return folder.resolve("conf");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
