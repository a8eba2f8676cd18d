package io.framewatch.cli.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.cli.Framewatch;
import io.framewatch.cli.Workspace;
import io.framewatch.ingest.capture.Login;
import io.framewatch.ingest.onvif.TestingOnvifDevice;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./framewatch camera discover} as a user runs it, with a device on loopback. */
class DiscoverCommandTest {

    private static final Login LOGIN = new Login("viewer", "s3cret");

    @TempDir private Path folder;

    private String err = "";

    @Test
    void shouldPrintTheStreamsOfADevice() throws Exception {
        try (TestingOnvifDevice device = new TestingOnvifDevice(null)) {
            assertThat(discover(0, device))
                    .isEqualTo(
                            """
                            DEVICE     NAME      MODEL  STREAM  PICTURE                ADDRESS
                            127.0.0.1  Gate cam  C-100  main    H264 2560x1440 25 fps  rtsp://127.0.0.1:554/token-main
                            127.0.0.1  Gate cam  C-100  sub     H264 640x360 10 fps    rtsp://127.0.0.1:554/token-sub
                            add one: framewatch camera add ID --config FILE --uri ADDRESS --credentials ID
                            """);
        }
    }

    @Test
    void shouldLogInAndNeverShowThePassword() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "s3cret\n");
        try (TestingOnvifDevice device = new TestingOnvifDevice(LOGIN)) {
            String out =
                    discover(
                            0,
                            device,
                            "--username",
                            "viewer",
                            "--password-file",
                            password.toString(),
                            "--output",
                            "json");

            assertThat(out).contains("\"address\" : \"rtsp://127.0.0.1:554/token-main\"");
            assertThat(out + err).doesNotContain("s3cret");
        }
    }

    @Test
    void shouldSayWhichDeviceWantsALogin() throws Exception {
        try (TestingOnvifDevice device = new TestingOnvifDevice(LOGIN)) {
            assertThat(discover(0, device))
                    .contains(
                            "127.0.0.1  Gate cam  C-100  -       -        the device wants a login");
        }
    }

    @Test
    void shouldNameWhatIsWrongWithTheOptions() throws Exception {
        try (TestingOnvifDevice device = new TestingOnvifDevice(null)) {
            discover(1, device, "--username", "viewer");
            assertThat(err)
                    .isEqualTo(
                            "framewatch camera discover: a login must have --username and one of"
                                    + " --password-env and --password-file\n");

            discover(1, device, "--username", "viewer", "--password-env", "NO_SUCH_VARIABLE_HERE");
            assertThat(err).contains("must be a variable of the environment");

            run(1, "camera", "discover", "--interface", "eth99");
            assertThat(err).contains("--interface 'eth99' must be one of [");
        }
    }

    private String discover(int exitCode, TestingOnvifDevice device, String... more)
            throws Exception {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "camera",
                                "discover",
                                "--wait",
                                "1",
                                "--interface",
                                TestingOnvifDevice.loopback().getName(),
                                "--port",
                                Integer.toString(device.discoveryPort())));
        arguments.addAll(List.of(more));
        return run(exitCode, arguments.toArray(String[]::new));
    }

    private String run(int exitCode, String... arguments) throws Exception {
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        try (Workspace workspace = Workspace.create()) {
            CommandLine command = Framewatch.commandLine(workspace);
            command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(errors, true));
            assertThat(command.execute(arguments)).as(errors::toString).isEqualTo(exitCode);
        }
        err = errors.toString();
        return out.toString();
    }
}
