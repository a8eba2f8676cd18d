package io.framewatch.local.teach;

import io.framewatch.classify.UndecodableImageException;
import io.framewatch.frame.FrameEncoding;
import io.framewatch.ingest.capture.CameraOptions;
import io.framewatch.ingest.capture.Fit;
import io.framewatch.local.LocalException;
import io.framewatch.local.model.FileProblem;
import io.framewatch.local.model.ImageFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A folder of photographs, by name. They are fitted as the camera's pictures are; those that
 * already have the size of frames are taken as they are.
 *
 * @param camera how the camera captures
 * @param folder the folder; what lies deeper does not count
 */
record FolderSource(CameraOptions camera, Path folder) implements PictureSource {

    @Override
    public List<Picture> read(int most, Consumer<String> problems)
            throws LocalException, InterruptedException {
        EvenChoice<Path> choice = new EvenChoice<>(most);
        files().forEach(choice::add);
        List<Picture> pictures = new ArrayList<>();
        for (Path file : choice.chosen()) {
            try {
                CapturedFile.read(
                        fitting(ImageFile.read(file)),
                        file,
                        frame -> pictures.add(new Picture(frame, null)));
            } catch (UndecodableImageException e) {
                problems.accept(file + ": " + e.getMessage());
            }
        }
        return pictures;
    }

    private List<Path> files() throws LocalException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(ImageFile::hasExtension).sorted().toList();
        } catch (IOException e) {
            throw new LocalException(
                    "folder %s cannot be read: %s".formatted(folder, FileProblem.of(e)), e);
        }
    }

    private CameraOptions fitting(BufferedImage image) {
        return image.getWidth() == Fit.SIZE && image.getHeight() == Fit.SIZE
                ? CapturedFile.with(camera, Fit.STRETCH, FrameEncoding.RGB)
                : camera;
    }
}
