package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KilledProcessTest {

    @TempDir private Path folder;

    @Test
    void shouldLiveAgainAfterItWasKilled() throws Exception {
        try (KilledProcess process = process("Thread.sleep(600_000);")) {
            process.start();
            process.kill();

            assertThatThrownBy(process::requireAlive)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("sample has ended with 137");
            process.start();
            process.requireAlive();
            assertThat(folder.resolve("sample-1.log")).exists();
            assertThat(folder.resolve("sample-2.log")).exists();
        }
    }

    @Test
    void shouldSayWhyItEndedByItself() throws Exception {
        try (KilledProcess process = process("throw new Exception(\"no model\");")) {
            process.start();

            while (isAlive(process)) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(process::requireAlive).hasMessageContaining("no model");
        }
    }

    @Test
    void shouldStartAgainOnlyAfterASuccessfulEnd() throws Exception {
        try (KilledProcess process = process("")) {
            process.start();

            while (!Files.exists(folder.resolve("sample-2.log"))) {
                process.startIfFinished();
            }
        }
    }

    private KilledProcess process(String body) throws IOException {
        Path source =
                Files.writeString(
                        folder.resolve("Sample.java"),
                        "class Sample { public static void main(String[] args) throws Exception {"
                                + body
                                + "} }");
        return new KilledProcess("sample", folder, List.of(source.toString()));
    }

    private static boolean isAlive(KilledProcess process) {
        try {
            process.requireAlive();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
