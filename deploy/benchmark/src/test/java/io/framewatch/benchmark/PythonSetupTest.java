package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonSetupTest {

    @TempDir private Path folder;

    @Test
    void shouldTakeTheInterpreterAndTheExportThatAreGiven() throws Exception {
        Path graph = Files.createFile(folder.resolve("26m.onnx"));
        PythonSetup setup = setup(interpreter("exit 0"));

        assertThat(setup.interpreter()).isEqualTo(folder.resolve("python").toString());
        assertThat(setup.graph()).isEqualTo(graph);
    }

    @Test
    void shouldSayWhatTheGivenInterpreterLacks() throws IOException {
        Path python = interpreter("echo \"No module named 'cv2'\"; exit 1");

        assertThatThrownBy(() -> setup(python).interpreter())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("'" + python)
                .hasMessageEndingWith("No module named 'cv2'");
    }

    @Test
    void shouldSayWhichExportIsMissing() throws IOException {
        Path python = interpreter("exit 0");

        assertThatThrownBy(() -> setup(python).graph())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.resolve("26m.onnx").toString());
    }

    @Test
    void shouldPinEveryPackageOfTheLoop() throws IOException {
        Path module = Path.of("").toAbsolutePath();
        Path python = module.resolve("python");

        assertThat(new PythonSetup(options(module, null), line -> {}).script()).isRegularFile();
        assertThat(Files.readAllLines(python.resolve("requirements.txt")))
                .hasSize(5)
                .allMatch(line -> line.matches("[a-z-]+==[0-9.]+"));
    }

    private PythonSetup setup(Path python) {
        return new PythonSetup(options(folder, python), line -> {});
    }

    private ComparisonOptions options(Path scripts, Path python) {
        return new ComparisonOptions(scripts, Optional.ofNullable(python), Optional.of(folder));
    }

    /** A script that stands for an interpreter. */
    private Path interpreter(String script) throws IOException {
        Path python = Files.writeString(folder.resolve("python"), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
