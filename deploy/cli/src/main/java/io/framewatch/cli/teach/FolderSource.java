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
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A folder of photographs in any depth, sorted by path. They are fitted as the camera's pictures
 * are; those that already have the size of frames stay as they are.
 *
 * @param camera how the camera captures
 * @param folder the folder, see {@link PictureFolder}
 */
record FolderSource(CameraOptions camera, Path folder) implements FrameSource {

    @Override
    public List<TimedFrame> read(int max, Consumer<String> problems)
            throws CommandException, InterruptedException {
        EvenSampler<Path> sampler = new EvenSampler<>(max);
        PictureFolder.files(folder).forEach(sampler::add);
        List<TimedFrame> frames = new ArrayList<>();
        for (Path file : sampler.sample()) {
            try {
                CapturedFile.read(
                        fitting(ImageFile.read(file)),
                        file,
                        frame -> {
                            frames.add(new TimedFrame(frame, Optional.empty()));
                            // Of an animated GIF, the first.
                            return false;
                        });
            } catch (UndecodableImageException e) {
                problems.accept(file + ": " + e.getMessage());
            } catch (CommandException e) {
                problems.accept(e.getMessage());
            }
        }
        return frames;
    }

    private CameraOptions fitting(BufferedImage image) {
        return image.getWidth() == Fit.SIZE && image.getHeight() == Fit.SIZE
                ? CapturedFile.with(camera, Fit.STRETCH, FrameEncoding.RGB)
                : camera;
    }
}
