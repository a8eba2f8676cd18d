package io.framewatch.local.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {

    private Path folder;

    @BeforeEach
    void choose(@TempDir Path temporary) {
        folder = temporary.resolve("state/job");
    }

    @Test
    void shouldFindTheNewestThatWasCompleted() throws Exception {
        try (CheckpointFolder checkpoints = open()) {
            assertThat(checkpoints.newest()).isEmpty();
            checkpoint("a", 9, true);
            checkpoint("b", 10, true);
            checkpoint("c", 11, false);
            Files.createDirectories(folder.resolve("c/shared"));

            assertThat(checkpoints.newest().orElseThrow().getPath())
                    .isEqualTo(folder.resolve("b/chk-10").toString());
        }
    }

    @Test
    void shouldRemoveWhatKilledProcessesLeft() throws Exception {
        try (CheckpointFolder checkpoints = open()) {
            checkpoint("a", 9, false);
            checkpoint("b", 10, true);

            checkpoints.removeAllBut(checkpoints.newest());

            try (Stream<Path> left = Files.list(folder)) {
                assertThat(left.map(path -> path.getFileName().toString()))
                        .containsExactlyInAnyOrder("b", "lock");
            }
        }
    }

    @Test
    void shouldBeForOneProcessAndOneUser() throws Exception {
        try (CheckpointFolder first = open()) {
            assertThat(first.newest()).isEmpty();
            assertThatThrownBy(this::open)
                    .isInstanceOf(CommandException.class)
                    .hasMessage("another process runs this job, with checkpoints in " + folder);
        }
        open().close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    private CheckpointFolder open() throws CommandException {
        return CheckpointFolder.open(new org.apache.flink.core.fs.Path(folder.toUri()));
    }

    private void checkpoint(String job, int number, boolean completed) throws IOException {
        Path checkpoint = Files.createDirectories(folder.resolve(job + "/chk-" + number));
        Files.createFile(checkpoint.resolve(completed ? "_metadata" : "state"));
    }
}
