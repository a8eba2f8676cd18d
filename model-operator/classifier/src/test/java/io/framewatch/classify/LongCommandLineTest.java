package io.framewatch.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A runtime that studies the command line of its process ended the JVM when that was long, as class
 * paths are: docs/adr/0002-onnx-runtime-1.28.md.
 */
class LongCommandLineTest {

    @Test
    void shouldOpenAModelInAProcessWithALongCommandLine(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("log");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                OpenAModel.class.getName(),
                                "x".repeat(30_000))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();

        assertThat(ended).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }

    /** The program of the process. */
    static final class OpenAModel {

        private OpenAModel() {}

        public static void main(String[] args) throws IOException, InvalidModelException {
            Classifier.open(new TestingModel()).close();
        }
    }
}
