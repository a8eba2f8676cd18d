package io.framewatch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledPicturesTest {

    private final Map<String, byte[]> files = new TreeMap<>();
    @TempDir private Path folder;

    @BeforeEach
    void makeFiles() throws Exception {
        files.put("train/zebra/1.png", TestingPictures.file("png", 4, 4, Color.WHITE));
        files.put("train/cat/b.png", TestingPictures.file("png", 5, 4, Color.RED));
        files.put("train/cat/a.jpg", TestingPictures.file("jpg", 6, 4, Color.RED));
    }

    @Test
    void shouldReadAFolder() throws Exception {
        writeFiles();

        assertPictures(LabelledPictures.read(folder));
    }

    @Test
    void shouldTakeFoldersBelowAClassForIt() throws Exception {
        files.put("train/cat/night/deep/c.png", TestingPictures.file("png", 7, 4, Color.RED));
        writeFiles();

        for (Path source : List.of(folder, folder.resolve("train"), tar())) {
            LabelledPictures pictures = LabelledPictures.read(source);
            assertThat(pictures.labels()).containsExactly("cat", "zebra");
            assertThat(pictures.size()).isEqualTo(4);
            assertThat(pictures.get(2).picture().width()).isEqualTo(7);
            assertThat(pictures.get(2).label()).isZero();
        }
    }

    @Test
    void shouldLeaveOutHiddenFilesAndThoseThatAreNoPictures() throws Exception {
        files.put("./train/cat/._a.jpg", new byte[] {1});
        files.put("./train/.cache/a.jpg", new byte[] {1});
        files.put("train/cat/notes.txt", new byte[] {1});
        files.put("train/stray.jpg/a.txt", new byte[] {1});
        writeFiles();

        assertPictures(LabelledPictures.read(folder));
        assertPictures(LabelledPictures.read(tar()));
    }

    @Test
    void shouldReadATarFile() throws Exception {
        assertPictures(LabelledPictures.read(tar()));
    }

    private static void assertPictures(LabelledPictures pictures) {
        assertThat(pictures.labels()).containsExactly("cat", "zebra");
        assertThat(pictures.size()).isEqualTo(3);
        assertThat(pictures.refused()).isEmpty();
        assertThat(pictures.get(0).name()).endsWith("cat/a.jpg");
        assertThat(pictures.get(0).picture().width()).isEqualTo(6);
        assertThat(pictures.get(2).label()).isOne();
    }

    @Test
    void shouldNameABrokenPictureAndLeaveItOut() throws Exception {
        files.put("train/cat/broken.jpg", new byte[] {1, 2, 3});

        LabelledPictures pictures = LabelledPictures.read(tar());

        assertThat(pictures.size()).isEqualTo(3);
        assertThat(pictures.refused())
                .containsExactly("train/cat/broken.jpg: no picture format that this JDK reads");
    }

    @Test
    void shouldRefuseASourceWithoutPictures() throws Exception {
        files.clear();
        files.put("not-in-a-folder.png", TestingPictures.file("png", 4, 4, Color.WHITE));
        Path tar = tar();
        Path none = folder.resolve("none");

        assertThatThrownBy(() -> LabelledPictures.read(tar))
                .isInstanceOf(IOException.class)
                .hasMessage(tar + " has no picture in a folder of its class");
        assertThatThrownBy(() -> LabelledPictures.read(none))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(none + " (neither a folder nor a tar file)");
    }

    private void writeFiles() throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    private Path tar() throws IOException {
        Path tar = folder.resolve("pictures.tar");
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                out.putArchiveEntry(entry);
                out.write(file.getValue());
                out.closeArchiveEntry();
            }
        }
        return tar;
    }
}
