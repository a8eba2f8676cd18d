package io.framewatch.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.cli.CommandException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLabelFileTest {

    private static final List<String> FOLDERS = List.of("n01", "n02", "other");

    @TempDir private Path folder;

    @Test
    void shouldNameFoldersInTheirOrder() throws Exception {
        Path file = write("n02 English springer\n\n n01\ttench \n");

        assertThat(FolderLabelFile.read(file, FOLDERS))
                .containsExactly("tench", "English springer", "other");
    }

    @Test
    void shouldRefuseWhatItCannotUse() throws Exception {
        assertRefused(write("n01\n"), "line 'n01' must be a folder, a space and a label");
        assertRefused(write("n03 car\nn04 bus\n"), "no folder n03, n04 is among [n01, n02, other]");
        assertRefused(folder.resolve("none"), "none does not exist");
    }

    private static void assertRefused(Path file, String problem) {
        assertThatThrownBy(() -> FolderLabelFile.read(file, FOLDERS))
                .isInstanceOf(CommandException.class)
                .hasMessageContainingAll("label file " + file, problem);
    }

    private Path write(String text) throws Exception {
        return Files.writeString(folder.resolve("labels"), text);
    }
}
