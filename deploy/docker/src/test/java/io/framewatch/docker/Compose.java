package io.framewatch.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code compose.yaml} as it is shipped, as a project of this process, with a camera and a receiver
 * of notices.
 */
final class Compose {

    private static final String PROJECT = "framewatch-test-" + ProcessHandle.current().pid();
    private static final String BROKERS = "kafka-1:9092,kafka-2:9092,kafka-3:9092";

    /** Who has it may do everything on the page. */
    static final String PAGE_TOKEN = "nobody-has-to-know-this-token";

    private Compose() {}

    /**
     * Runs {@code docker-compose}.
     *
     * @return what it printed
     * @throws IOException if it does not end with 0
     */
    static String run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "docker-compose",
                                "--project-name",
                                PROJECT,
                                "--file",
                                "../compose/compose.yaml",
                                "--file",
                                "src/test/resources/compose.test.yaml",
                                "--project-directory",
                                "../compose"));
        command.addAll(List.of(arguments));
        return TestingProgram.run(command, environment());
    }

    /** Kills the container of a service, as a loss of power would: it does not come back alone. */
    static void kill(String service) throws IOException, InterruptedException {
        String container = run("ps", "--quiet", service).strip();
        TestingProgram.run(List.of("docker", "kill", container), Map.of());
    }

    /** Runs {@code framewatch} with the configuration of all containers. */
    static String framewatch(String... arguments) throws IOException, InterruptedException {
        // The forwarder's image has the command line.
        List<String> command = new ArrayList<>(List.of("exec", "-T", "forwarder"));
        command.add("/opt/framewatch/bin/framewatch");
        command.addAll(List.of(arguments));
        command.addAll(List.of("--config", "/etc/framewatch/framewatch.yaml"));
        return run(command.toArray(String[]::new));
    }

    /** Writes a record to a topic. */
    static void send(String topic, String key, String value)
            throws IOException, InterruptedException {
        program(RecordSender.class, topic, key, value);
    }

    /** A header of each committed record of a topic. */
    static List<String> committed(String topic, String header)
            throws IOException, InterruptedException {
        String start = header + "=";
        return program(HeaderPrinter.class, topic, header)
                .lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }

    /** The notices that the receiver got. */
    static List<JsonNode> notices() throws IOException, InterruptedException {
        List<JsonNode> notices = new ArrayList<>();
        for (String line : run("logs", "--no-color", "receiver").lines().toList()) {
            int start = line.indexOf('{');
            if (start >= 0) {
                notices.add(new JsonMapper().readTree(line.substring(start)));
            }
        }
        return notices;
    }

    /** The end of what each container has printed, for a failure. */
    static String logs() {
        try {
            return run("logs", "--no-color", "--tail", "20");
        } catch (IOException e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }

    private static String program(Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("exec", "-T", "receiver", "java", "-cp"));
        command.addAll(List.of("/programs:/opt/framewatch/lib/*", program.getName(), BROKERS));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private static Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("FRAMEWATCH_REPOSITORY", "framewatch-test"),
                Map.entry("FRAMEWATCH_TAG", "test"),
                Map.entry(
                        "FRAMEWATCH_CONFIG",
                        absolute("src/test/resources/compose-framewatch.yaml")),
                Map.entry("KAFKA_IMAGE", Images.kafka().asCanonicalNameString()),
                Map.entry("PROMETHEUS_IMAGE", Images.PROMETHEUS),
                Map.entry("FLINK_PORT", "0"),
                Map.entry("PAGE_PORT", "0"),
                Map.entry("PROMETHEUS_PORT", "0"),
                Map.entry("TEST_PROGRAMS", absolute("target/test-classes")),
                Map.entry(
                        "TEST_CLIP",
                        Images.DISTRIBUTION
                                .resolve("clips/one-by-one-person-detection.mp4")
                                .toString()),
                Map.entry("TEST_PAGE_TOKEN", PAGE_TOKEN));
    }

    private static String absolute(String file) {
        return Path.of(file).toAbsolutePath().toString();
    }
}
