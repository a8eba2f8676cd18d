package io.framewatch.cli.teach;

import io.framewatch.classify.UndecodableImageException;
import io.framewatch.cli.CommandException;
import io.framewatch.cli.model.ImageFile;
import io.framewatch.cli.model.PictureFolder;
import io.framewatch.event.FrameEncoding;
import io.framewatch.ingest.capture.CameraOptions;
import io.framewatch.ingest.capture.Fit;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A folder of photographs in any depth, by path. They are fitted as the camera's pictures are;
 * those that already have the size of frames are taken as they are.
 *
 * @param camera how the camera captures
 * @param folder the folder, see {@link PictureFolder}
 */
record FolderSource(CameraOptions camera, Path folder) implements PictureSource {

    @Override
    public List<Picture> read(int most, Consumer<String> problems)
            throws CommandException, InterruptedException {
        EvenChoice<Path> choice = new EvenChoice<>(most);
        PictureFolder.files(folder).forEach(choice::add);
        List<Picture> pictures = new ArrayList<>();
        for (Path file : choice.chosen()) {
            try {
                CapturedFile.read(
                        fitting(ImageFile.read(file)),
                        file,
                        frame -> {
                            pictures.add(new Picture(frame, null));
                            // Of a moving GIF, the first.
                            return false;
                        });
            } catch (UndecodableImageException e) {
                problems.accept(file + ": " + e.getMessage());
            } catch (CommandException e) {
                problems.accept(e.getMessage());
            }
        }
        return pictures;
    }

    private CameraOptions fitting(BufferedImage image) {
        return image.getWidth() == Fit.SIZE && image.getHeight() == Fit.SIZE
                ? CapturedFile.with(camera, Fit.STRETCH, FrameEncoding.RGB)
                : camera;
    }
}
