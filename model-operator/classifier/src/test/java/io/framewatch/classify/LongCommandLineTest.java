package io.framewatch.classify;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * ONNX Runtime 1.29 parses the command line of its process and ends the JVM if it is long, as with
 * class paths: docs/adr/0002-onnx-runtime-1.28.md.
 */
class LongCommandLineTest {

    private static final int MAX_ARGUMENT_LENGTH = 131_000;

    @Test
    void shouldSurviveALongCommandLine(@TempDir Path folder) throws Exception {
        OtherJvm.assertRuns(
                folder,
                "-Dpadding=" + "x".repeat(MAX_ARGUMENT_LENGTH),
                OpenAndClose.class,
                "opened means");
    }

    /** The main class of the other process. */
    static final class OpenAndClose {

        public static void main(String[] args) throws Exception {
            try (Classifier classifier = Classifier.open(new TestingModel())) {
                System.out.println("opened " + classifier.manifest().name());
            }
        }
    }
}
