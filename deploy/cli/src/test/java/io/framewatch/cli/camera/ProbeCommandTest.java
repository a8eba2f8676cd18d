package io.framewatch.cli.camera;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewatch.cli.Framewatch;
import io.framewatch.cli.Workspace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./framewatch camera probe} as a user runs it. */
class ProbeCommandTest {

    private static final String CARS = "../distribution/clips/car-detection.mp4";

    @TempDir private Path folder;

    private String err = "";

    @Test
    void shouldSayWhatAFileHasAndWhatTheClassifierSees() throws Exception {
        Path seen = folder.resolve("seen.png");

        assertThat(run(0, CARS, "--picture", seen.toString()))
                .isEqualTo(
                        """
                        codec         h264, yuv420p
                        size          768x432
                        rate          12.5 a second declared; 12.5 a second measured
                        key frames    every 4.8 s
                        video tracks  1
                        time stamps   good
                        damaged       0 of 64 pictures
                        add it: framewatch camera add ID --config FILE --uri ../distribution/clips/car-detection.mp4 [--credentials ID]
                        """);
        assertThat(ImageIO.read(seen.toFile()).getWidth()).isEqualTo(224);
    }

    @Test
    void shouldWriteTheSameForScripts() throws Exception {
        JsonNode json = new ObjectMapper().readTree(run(0, CARS, "--output", "json"));

        assertThat(json.at("/track/codec").textValue()).isEqualTo("h264");
        assertThat(json.at("/pictures/count").intValue()).isEqualTo(64);
        assertThat(json.get("timeStamps").textValue()).isEqualTo("good");
    }

    @Test
    void shouldShowNoPassword() throws Exception {
        run(1, "rtsp://admin:s3cret@127.0.0.1:1/stream", "--timeout", "1s");
        assertThat(err).startsWith("framewatch camera probe: ").doesNotContain("s3cret");

        run(1, "ftp://admin:s3cret@127.0.0.1/stream");
        assertThat(err).contains("must be rtsp(s)://").doesNotContain("s3cret");
    }

    @Test
    void shouldNameWhatIsWrongWithTheOptions() throws Exception {
        run(1, CARS, "--track", "7");
        assertThat(err).contains("track 7 of 1");

        run(2, CARS, "--seconds", "0");
        assertThat(err).contains("--seconds 0 must be from 1 to 600");

        run(1, CARS, "--transport", "udp");
        assertThat(err).contains("transport");
    }

    private String run(int exitCode, String address, String... options) throws Exception {
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        String[] line = new String[options.length + 3];
        line[0] = "camera";
        line[1] = "probe";
        line[2] = address;
        System.arraycopy(options, 0, line, 3, options.length);
        try (Workspace workspace = Workspace.create()) {
            CommandLine command = Framewatch.commandLine(workspace);
            command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(errors, true));
            assertThat(command.execute(line)).as(errors::toString).isEqualTo(exitCode);
        }
        err = errors.toString();
        return out.toString();
    }
}
