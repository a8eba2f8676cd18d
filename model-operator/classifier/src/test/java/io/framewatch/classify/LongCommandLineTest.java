package io.framewatch.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A runtime that studies the command line of its process ended the JVM when that was long, as class
 * paths are: docs/adr/0002-onnx-runtime-1.28.md.
 */
class LongCommandLineTest {

    private static final int LONGEST_ARGUMENT = 131_000;
    private static final int TIMEOUT_SECONDS = 60;

    @Test
    void shouldSurviveALongCommandLine(@TempDir Path folder) throws Exception {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dpadding=" + "x".repeat(LONGEST_ARGUMENT),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OpenAndClose.class.getName());

        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output").toFile())
                        .start();
        try {
            assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(folder.resolve("output")).hasContent("opened means");
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** What the other process does. */
    static final class OpenAndClose {

        public static void main(String[] args) throws Exception {
            try (Classifier classifier = Classifier.open(new TestingModel())) {
                System.out.println("opened " + classifier.manifest().name());
            }
        }
    }
}
