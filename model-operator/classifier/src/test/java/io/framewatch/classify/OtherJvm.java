package io.framewatch.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a test class in a JVM of its own, because it may end the JVM. */
final class OtherJvm {

    private static final int TIMEOUT_SECONDS = 60;

    private OtherJvm() {}

    /**
     * Runs it to its end. The exit code must be 0.
     *
     * @param folder folder for its output
     * @param option option of the JVM
     * @param output the expected output
     */
    static void assertRuns(Path folder, String option, Class<?> main, String output)
            throws Exception {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName());

        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output").toFile())
                        .start();
        try {
            assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(folder.resolve("output")).hasContent(output);
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
