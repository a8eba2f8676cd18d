package io.framewatch.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * {@code compose.yaml} as it is shipped, without what monitors, and with a camera and a receiver.
 */
class ComposeITCase {

    private static final String PROJECT = "framewatch-test-" + ProcessHandle.current().pid();
    private static final List<String> SERVICES =
            List.of(
                    "kafka-1",
                    "kafka-2",
                    "kafka-3",
                    "jobmanager",
                    "taskmanager-1",
                    "taskmanager-2",
                    "ingest-1",
                    "ingest-2",
                    "forwarder",
                    "camera",
                    "receiver");
    private static final String SETTINGS = "/etc/framewatch/framewatch.yaml";
    private static final String COMMAND = "/opt/framewatch/bin/framewatch";

    @BeforeAll
    static void up() throws IOException, InterruptedException {
        Images.build();
        List<String> arguments = new ArrayList<>(List.of("up", "--detach"));
        arguments.addAll(SERVICES);
        compose(arguments.toArray(String[]::new));
    }

    @AfterAll
    static void down() throws IOException, InterruptedException {
        compose("down", "--volumes", "--timeout", "5");
    }

    @Test
    void shouldSendAlertsOfACameraThatIsAdded() throws Exception {
        // The forwarder's image has the command line; topics can be made once two brokers are up.
        Waiting.until("camera room", ComposeITCase::addCamera, ComposeITCase::logs);

        Waiting.until(
                "alert",
                () -> logsOf("receiver").contains("\"rule\":\"person\""),
                ComposeITCase::logs);

        assertThat(
                        compose(
                                "exec",
                                "-T",
                                "forwarder",
                                COMMAND,
                                "camera",
                                "list",
                                "--config",
                                SETTINGS))
                .contains("room", "live");
        assertThat(compose("exec", "-T", "jobmanager", "/opt/framewatch/bin/job-healthy"))
                .isEmpty();
        assertThat(compose("exec", "-T", "taskmanager-1", "/opt/framewatch/bin/job-healthy"))
                .isEmpty();
    }

    private static boolean addCamera() throws InterruptedException {
        try {
            compose(
                    "exec",
                    "-T",
                    "forwarder",
                    COMMAND,
                    "camera",
                    "add",
                    "room",
                    "--config",
                    SETTINGS,
                    "--uri",
                    "rtsp://camera:8554/room",
                    "--fps",
                    "12");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String logs() {
        try {
            return compose("logs", "--no-color", "--tail", "20");
        } catch (IOException e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }

    private static String logsOf(String service) throws IOException, InterruptedException {
        return compose("logs", "--no-color", service);
    }

    private static String compose(String... arguments) throws IOException, InterruptedException {
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

    private static Map<String, String> environment() {
        return Map.of(
                "FRAMEWATCH_REPOSITORY", "framewatch-test",
                "FRAMEWATCH_TAG", "test",
                "FRAMEWATCH_CONFIG", absolute("src/test/resources/compose-framewatch.yaml"),
                "KAFKA_IMAGE", Images.kafka().asCanonicalNameString(),
                "FLINK_PORT", "0",
                "TEST_PROGRAMS", absolute("target/test-classes"),
                "TEST_CLIP",
                        Images.DISTRIBUTION
                                .resolve("clips/one-by-one-person-detection.mp4")
                                .toString());
    }

    private static String absolute(String file) {
        return Path.of(file).toAbsolutePath().toString();
    }
}
