package io.framewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A password is not printed, whatever is wrong with the configuration. */
class IngestSecretsTest {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cameras: [{id: gate, uri: 'rtsp:/admin:s3cret@cam/x'}]",
                "cameras: [{id: gate, uri: 'rtsp:admin:s3cret@cam/x'}]",
                "cameras: [{id: gate, uri: 'admin:s3cret@cam/x'}]",
                "cameras: [{id: gate, uri: 'admin:s3cret/cam'}]",
                "cameras: [{id: gate, uri: 'rtsp://admin:pa/s3cret@cam/x'}]",
                "cameras: [{id: gate, uri: 'rtsp://admin:pa s3cret@cam/x'}]",
                "cameras: [{id: gate, uri: 'rtsp://admin:s3cret'}]",
                "cameras: [{id: gate, uri: 'rtsp://admin:s3cret%40cam/x'}]",
                "cameras: [{id: gate, uri: 'rtmp://cam/x?psw=s3cret'}]",
                "cameras: [{id: gate, uri: 'rtmp://cam/x?a=1&auth=s3cret'}]",
                "cameras: [{id: gate, uri: ['rtsp://admin:s3cret@cam/x']}]",
                "cameras: [{id: 'rtsp://admin:s3cret@cam/x', uri: x.mp4}]",
                "cameras: [{id: gate, uri: 'rtsp://cam', 'rtsp://admin:s3cret@cam/x': 1}]",
                "cameras: ['rtsp://admin:s3cret@cam/x']",
                "cameras: {gate: 'rtsp://admin:s3cret@cam/x'}",
                "cameras: [{id: gate, uri: rtsp://admin:s3cret@cam: x}]",
                "cameras: [{id: gate, uri: rtsp://admin:s3cret@cam/x\n",
                "cameras: [{id: gate, uri: 'rtsp://cam', credentials: 'admin:s3cret'}]",
                "cameras: [{id: gate, uri: 'x.mp4', credentials: 's3cret'}]",
                "credentials: [{id: a, username: 'admin:s3cret', password: x}]",
                "credentials: [{id: a, username: admin, password: s3cret, password-env: HOME}]",
                "credentials: [{id: a, username: admin, password: [s3cret]}]",
                "credentials: [{id: a, username: admin, password-env: s3cret}]",
                "credentials: [{id: a, username: admin, password-file: s3cret}]",
                "credentials: [{id: a, username: admin, pasword: s3cret}]",
                "kafka: {bootstrap-servers: 'admin:s3cret@kafka:9092'}\ncameras: []",
            })
    void shouldNotPrintAPassword(String yaml) throws Exception {
        Path config = Files.writeString(folder.resolve("test.yaml"), yaml);
        StringWriter printed = new StringWriter();
        PrintWriter writer = new PrintWriter(printed, true);

        int exitCode =
                CommandErrors.on(new CommandLine(new IngestCommand()))
                        .setOut(writer)
                        .setErr(writer)
                        .execute("--config", config.toString());

        assertThat(exitCode).isEqualTo(1);
        assertThat(printed.toString()).contains("problem").doesNotContain("s3cret");
    }
}
