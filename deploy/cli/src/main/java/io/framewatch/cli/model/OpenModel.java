package io.framewatch.cli.model;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.ClassifierOptions;
import io.framewatch.classify.InvalidModelException;
import io.framewatch.classify.ModelFiles;
import io.framewatch.classify.ModelInput;
import io.framewatch.classify.ModelManifest;
import io.framewatch.cli.CommandException;
import io.framewatch.cli.FileProblem;
import io.framewatch.mobileformer.Variant;
import java.io.IOException;
import java.nio.file.Path;

/** Opens model folders. */
public final class OpenModel {

    private OpenModel() {}

    /**
     * Opens the model of a folder; the caller closes it.
     *
     * @param called the folder's name in messages
     * @throws CommandException if it cannot be read or run, with every problem, or does not take
     *     images of 224x224 pixels
     */
    public static Classifier in(Path folder, Path called) throws CommandException {
        return in(folder, called, ClassifierOptions.DEFAULT);
    }

    /** The same with other options, for example without tuning, which takes seconds. */
    public static Classifier in(Path folder, Path called, ClassifierOptions options)
            throws CommandException {
        try {
            ModelFiles files = ModelFiles.of(folder);
            requireSize(called, ModelManifest.read(files).input());
            return Classifier.open(files, options);
        } catch (IOException e) {
            throw new CommandException(
                    "model %s cannot be read: %s".formatted(called, FileProblem.of(e)), e);
        } catch (InvalidModelException e) {
            throw new CommandException("model " + called + ": " + e.getMessage(), e);
        }
    }

    /** Requires that a model takes images of the size of frames. */
    static void requireSize(Path called, ModelInput input) throws CommandException {
        int side = Variant.RESOLUTION;
        if (input.width() != side || input.height() != side) {
            throw new CommandException(
                    "model %s takes images of %dx%d: must be %dx%d, as frames are"
                            .formatted(called, input.width(), input.height(), side, side));
        }
    }
}
