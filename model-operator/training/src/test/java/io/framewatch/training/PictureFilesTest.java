package io.framewatch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFilesTest {

    @TempDir private Path folder;

    @Test
    void shouldFindPicturesInAnyDepthByPath() throws Exception {
        Path deep = write("day/noon/b.PNG");
        Path shallow = write("a.jpeg");
        Path other = write("day/c.bmp");

        assertThat(PictureFiles.in(folder)).containsExactly(shallow, other, deep);
    }

    @Test
    void shouldLeaveOutWhatIsHiddenOrNoPicture() throws Exception {
        write("notes.txt");
        write("jpg");
        write("._a.jpg");
        write(".thumbnails/a.jpg");
        Files.createDirectory(folder.resolve("folder.png"));

        assertThat(PictureFiles.in(folder)).isEmpty();
    }

    @Test
    void shouldTakeAFolderThatIsHiddenItself() throws Exception {
        Path picture = write(".pictures/a.jpg");

        assertThat(PictureFiles.in(picture.getParent())).containsExactly(picture);
    }

    @Test
    void shouldFollowLinksButNotInCircles() throws Exception {
        write("pictures/a.jpg");
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), Path.of("pictures"));
        Files.createSymbolicLink(folder.resolve("pictures/up"), folder);

        assertThat(PictureFiles.in(linked)).contains(linked.resolve("a.jpg"));
    }

    @Test
    void shouldRefuseWhatIsNoFolder() throws Exception {
        Path file = write("a.jpg");

        assertThatThrownBy(() -> PictureFiles.in(file)).isInstanceOf(NotDirectoryException.class);
        assertThatThrownBy(() -> PictureFiles.in(folder.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }

    private Path write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }
}
