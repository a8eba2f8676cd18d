package io.framewatch.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Flink session cluster with high availability, each part a process of its own: ZooKeeper, a job
 * manager and two task managers with one slot each. It has what a distribution of Flink has and the
 * native libraries; the job comes as a jar. Not thread-safe.
 */
final class FlinkCluster implements AutoCloseable {

    private static final long CLIENT_SECONDS = 180;

    /** Of the class path: what lies in the {@code lib} of a cluster. */
    private static final Pattern LIB =
            Pattern.compile(
                    "flink-(?!connector-kafka|job).*"
                            + "|commons-(cli|collections|compress|io|lang3|math3|text)-.*"
                            + "|(async-profiler|kryo|minlog|objenesis|reflectasm|jsr305)-.*"
                            + "|(log4j|lz4-java|slf4j|snakeyaml-engine|snappy-java)-.*"
                            + "|(onnxruntime|javacpp|ffmpeg)-.*");

    /** For processes that are killed again and again: they start sooner. */
    static final List<String> QUICK_START =
            List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** For processes that stay, with the collector of {@code ./framewatch job}. */
    static final List<String> STEADY = List.of("-Xmx512m", "-XX:+UseParallelGC");

    private static final Pattern SUBMITTED = Pattern.compile("JobID (\\p{XDigit}{32})");

    private final Path folder;
    private final List<String> java;
    private final String classPath;
    private final KilledProcess zooKeeper;
    private final KilledProcess jobManager;
    private final List<KilledProcess> taskManagers = new ArrayList<>();

    private FlinkCluster(Path folder, List<String> java, String classPath, boolean parentFirst)
            throws IOException {
        this.folder = Files.createDirectories(folder);
        this.java = java;
        this.classPath = classPath;
        FlinkClusterSettings.write(folder, LoopbackPort.free(), parentFirst);
        zooKeeper =
                process(
                        "zookeeper",
                        "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer",
                        "--zkConfigFile",
                        folder.resolve(FlinkClusterSettings.ZOO_KEEPER).toString(),
                        "--peerId",
                        "1");
        jobManager =
                process(
                        "job-manager",
                        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                        "--configDir",
                        folder.toString());
        for (int i = 1; i <= FlinkClusterSettings.TASK_MANAGERS; i++) {
            taskManagers.add(
                    process(
                            "task-manager-" + i,
                            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                            "--configDir",
                            folder.toString()));
        }
    }

    /**
     * Starts the processes, which find each other when they can.
     *
     * @param java options of their virtual machines
     */
    static FlinkCluster start(Path folder, List<String> java) throws IOException {
        return started(new FlinkCluster(folder, java, lib(), false));
    }

    /**
     * The same with the job's classes in {@code lib}: they stay loaded and compiled from one run of
     * the job to the next, as in a process that runs it again and again.
     *
     * @param jobJar the job
     */
    static FlinkCluster startWithJob(Path folder, List<String> java, Path jobJar)
            throws IOException {
        String classPath = lib() + File.pathSeparator + jobJar.toAbsolutePath();
        return started(new FlinkCluster(folder, java, classPath, true));
    }

    private static FlinkCluster started(FlinkCluster cluster) throws IOException {
        try {
            for (KilledProcess process : cluster.processes()) {
                process.start();
            }
            return cluster;
        } catch (IOException e) {
            cluster.close();
            throw e;
        }
    }

    /**
     * Submits the job as {@code bin/flink run} does, and waits until the cluster has taken it.
     *
     * @param jar the job's jar
     * @param config its configuration file
     * @return the id of the job
     * @throws IOException if the cluster does not take it, with the client's output
     */
    String submit(Path jar, Path config) throws IOException, InterruptedException {
        String output = flink("run", "--detached", jar.toString(), "--config", config.toString());
        Matcher submitted = SUBMITTED.matcher(output);
        if (!submitted.find()) {
            throw new IOException("flink run does not say the id of the job:\n" + output);
        }
        return submitted.group(1);
    }

    /**
     * Runs Flink's command line, as {@code bin/flink} does.
     *
     * @return what it printed
     * @throws IOException if it fails, with its output
     */
    String flink(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(KilledProcess.JAVA);
        command.addAll(arguments("org.apache.flink.client.cli.CliFrontend"));
        command.addAll(List.of(arguments));
        Path log = folder.resolve("client-" + arguments[0] + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("FLINK_CONF_DIR", folder.toString());
        Process client = builder.start();
        if (!client.waitFor(CLIENT_SECONDS, TimeUnit.SECONDS)) {
            client.destroyForcibly();
        }
        String output = Files.readString(log);
        if (client.onExit().join().exitValue() != 0) {
            throw new IOException("flink %s failed:%n%s".formatted(arguments[0], output));
        }
        return output;
    }

    KilledProcess jobManager() {
        return jobManager;
    }

    List<KilledProcess> taskManagers() {
        return taskManagers;
    }

    /**
     * Checks that all processes run.
     *
     * @throws IOException if one has ended by itself, with the end of its log
     */
    void requireAlive() throws IOException {
        for (KilledProcess process : processes()) {
            process.requireAlive();
        }
    }

    /** Kills the processes. Idempotent. */
    @Override
    public void close() {
        processes().forEach(KilledProcess::close);
    }

    private List<KilledProcess> processes() {
        return Stream.concat(Stream.of(zooKeeper, jobManager), taskManagers.stream()).toList();
    }

    private KilledProcess process(String name, String mainClass, String... options) {
        List<String> arguments = arguments(mainClass);
        arguments.addAll(List.of(options));
        return new KilledProcess(name, folder, arguments);
    }

    private List<String> arguments(String mainClass) {
        List<String> arguments = new ArrayList<>(java);
        arguments.addAll(
                List.of(
                        "-Dlog4j2.configurationFile="
                                + folder.resolve(FlinkClusterSettings.LOGGING),
                        // A distribution's configuration opens this and more (env.java.opts.all).
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "-cp",
                        classPath,
                        mainClass));
        return arguments;
    }

    private static String lib() {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getProperty("java.class.path"))
                .filter(entry -> LIB.matcher(Path.of(entry).getFileName().toString()).matches())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
