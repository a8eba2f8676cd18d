package io.framewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a JVM of its own, as bars go past {@link System#err} to the process's standard error. */
class TerminalBarTest {

    private static final int TIMEOUT_SECONDS = 60;

    @TempDir private Path folder;

    /** What runs there. */
    static final class Bar {

        private Bar() {}

        public static void main(String[] args) {
            try (ProgressBar bar =
                    TerminalBar.start(new ProgressBarBuilder().setTaskName("x").setInitialMax(2))) {
                bar.step();
                bar.refresh();
            }
            System.err.print("done");
        }
    }

    @Test
    void shouldWriteNothingWhereStandardErrorIsAFile() throws Exception {
        File errors = folder.resolve("errors").toFile();
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Bar.class.getName())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(errors)
                        .start();
        try {
            assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(errors).hasContent("done");
    }
}
