package io.framewatch.classify;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A runtime that studies the command line of its process ended the JVM when that was long, as class
 * paths are: docs/adr/0002-onnx-runtime-1.28.md.
 */
class LongCommandLineTest {

    private static final int LONGEST_ARGUMENT = 131_000;

    @Test
    void shouldSurviveALongCommandLine(@TempDir Path folder) throws Exception {
        OtherJvm.assertRuns(
                folder,
                "-Dpadding=" + "x".repeat(LONGEST_ARGUMENT),
                OpenAndClose.class,
                "opened means");
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
