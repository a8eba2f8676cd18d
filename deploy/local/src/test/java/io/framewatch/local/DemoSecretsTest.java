package io.framewatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.cli.CommandErrors;
import io.framewatch.cli.Workspace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A password in a camera's address is not printed, whatever is wrong with the command line. */
class DemoSecretsTest {

    private static final String HOME = "framewatch.home";

    @BeforeAll
    static void setHome() {
        System.setProperty(HOME, Path.of("../distribution").toAbsolutePath().toString());
    }

    @AfterAll
    static void clearHome() {
        System.clearProperty(HOME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--camera rtsp://admin:s3cret@10.0.0.5/x",
                "--camera rtsp://admin:s3cret@10.0.0.5/x?channel=1",
                "--camera rtsp://10.0.0.5/x?psw=s3cret",
                "--camera gate=rtsp:/admin:s3cret@10.0.0.5/x",
                "--camera gate=admin:s3cret@10.0.0.5/x",
                "--camera gate=admin:s3cret/10.0.0.5",
                "--camera gate=rtmp://10.0.0.5/x?psw=s3cret",
                "--camera gate=rtmp://10.0.0.5/x?a=1&auth=s3cret",
                "--camera gate=rtsp://admin:pa/s3cret@10.0.0.5/x",
                "--camera gate=rtsp://admin:s3cret",
                "--camera gate= rtsp://admin:s3cret@10.0.0.5/x",
                "--camera gate=rtsp://admin:pa s3cret@10.0.0.5/x",
                "--camera =rtsp://admin:s3cret@10.0.0.5/x",
                "--camra gate=rtsp://admin:s3cret@10.0.0.5/x",
                "--camera gate=rtsp://10.0.0.5/x --password s3cret",
                "rtsp://admin:s3cret@10.0.0.5/x",
                "rtsp:/admin:s3cret@10.0.0.5/x",
                "--model rtsp://admin:s3cret@10.0.0.5/x",
                "--fps rtsp://admin:s3cret@10.0.0.5/x",
            })
    void shouldNotPrintAPassword(String arguments) throws Exception {
        StringWriter printed = new StringWriter();
        PrintWriter writer = new PrintWriter(printed, true);

        int exitCode;
        try (Workspace workspace = Workspace.create()) {
            exitCode =
                    CommandErrors.on(DemoCommand.commandLine(workspace))
                            .setOut(writer)
                            .setErr(writer)
                            .execute(arguments.split(" "));
        }

        assertThat(exitCode).isNotZero();
        assertThat(printed.toString()).isNotEmpty().doesNotContain("s3cret");
    }
}
