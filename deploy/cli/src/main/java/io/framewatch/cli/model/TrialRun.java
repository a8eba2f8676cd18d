package io.framewatch.cli.model;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.ImageBatch;
import io.framewatch.classify.Score;
import io.framewatch.classify.UndecodableImageException;
import io.framewatch.cli.CommandException;
import io.framewatch.mobileformer.Variant;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Tests a model folder: runs it with one image, then with two. A graph that was traced with a batch
 * of one often has that size fixed in some node; the second run shows it.
 */
final class TrialRun {

    private static final int CHANNELS = 3;

    /** Tolerance: other batch sizes change the order of sums, whose effect is far smaller. */
    private static final float TOLERANCE = 1e-3f;

    private TrialRun() {}

    /**
     * Runs the model.
     *
     * @param called the folder in messages
     * @throws CommandException if it cannot be opened, fails, does not give one finite logit for
     *     each label, or gives an image another answer in a batch of two
     */
    static void of(Path folder, Path called) throws CommandException {
        try (Classifier classifier = OpenModel.in(folder, called)) {
            run(called, classifier);
        }
    }

    private static void run(Path called, Classifier classifier) throws CommandException {
        try {
            List<Score> alone = firstImage(classifier, 1);
            List<Score> beside = firstImage(classifier, 2);
            requireAlike(called, alone, beside);
        } catch (IllegalStateException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new CommandException(
                    "model %s does not run: %s".formatted(called, reason.getMessage()), e);
        }
    }

    /** The scores of all labels for the first of some images, in the order of the labels. */
    private static List<Score> firstImage(Classifier classifier, int images) {
        int labels = classifier.manifest().labels().size();
        try (ImageBatch batch = classifier.newBatch(images)) {
            for (int image = 0; image < images; image++) {
                batch.addRgb(noise(image));
            }
            return classifier.classify(batch, labels).get(0).stream()
                    .sorted(Comparator.comparing(Score::index))
                    .toList();
        } catch (UndecodableImageException e) {
            throw new IllegalStateException("noise is of the right size", e);
        }
    }

    private static void requireAlike(Path called, List<Score> alone, List<Score> beside)
            throws CommandException {
        for (int label = 0; label < alone.size(); label++) {
            float one = alone.get(label).probability();
            float two = beside.get(label).probability();
            if (Math.abs(one - two) > TOLERANCE) {
                throw new CommandException(
                        ("model %s gives an image the score %.4f for label %d alone and %.4f in a batch"
                                        + " of two: images of a batch must not touch each other")
                                .formatted(called, one, label, two));
            }
        }
    }

    private static byte[] noise(long seed) {
        byte[] rgb = new byte[Variant.RESOLUTION * Variant.RESOLUTION * CHANNELS];
        new Random(seed).nextBytes(rgb);
        return rgb;
    }
}
