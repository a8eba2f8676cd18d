package io.framewatch.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.classify.Head;
import io.framewatch.classify.ModelFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadFolderTest {

    @TempDir private Path folder;

    @Test
    void shouldReadAHead() throws Exception {
        Head door = head("gate-1");

        assertThat(HeadFolder.read(folder.toString())).isEqualTo(door);
    }

    @Test
    void shouldRefuseACameraThatCanHaveNoFrames() throws Exception {
        head("gate/1");

        assertThatThrownBy(() -> HeadFolder.read(folder.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("head '" + folder + "' cannot be used: camera id 'gate/1'");
    }

    private Head head(String camera) throws Exception {
        Head head = TestingHeads.of("0".repeat(64), 8, "door", camera);
        Files.write(folder.resolve(ModelFiles.HEAD), head.toJson());
        return head;
    }
}
