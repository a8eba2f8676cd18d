package io.framewatch.cli.model;

import io.framewatch.classify.Score;
import java.util.List;

/** Counts the right answers of a model. Not thread-safe. */
final class Evaluation {

    /** Best labels that count for top-5. */
    static final int TOP = 5;

    private final ConfusionMatrix confusion;
    private final Calibration calibration = new Calibration();
    private int images;
    private int first;
    private int amongTop;
    private int skipped;

    Evaluation(List<String> labels) {
        confusion = new ConfusionMatrix(labels);
    }

    /**
     * The figures of a model.
     *
     * @param images images that were classified
     * @param top1 share of them whose best label is the true one, 0..1; 0 without images
     * @param top5 share of them with the true one among the best five, 0..1; 0 without images
     * @param calibrationError see {@link Calibration#error}
     * @param skipped files that cannot be decoded
     */
    record Result(int images, double top1, double top5, double calibrationError, int skipped) {}

    /**
     * Counts an image.
     *
     * @param label index of its true label
     */
    void add(ClassifiedImage image, int label) {
        if (!image.isClassified()) {
            skipped++;
            return;
        }
        List<Score> scores = image.scores();
        images++;
        boolean right = scores.get(0).index() == label;
        first += right ? 1 : 0;
        calibration.add(scores.get(0).probability(), right);
        amongTop += scores.stream().limit(TOP).anyMatch(score -> score.index() == label) ? 1 : 0;
        confusion.add(label, scores.get(0).index());
    }

    Result result() {
        return new Result(images, share(first), share(amongTop), calibration.error(), skipped);
    }

    ConfusionMatrix confusion() {
        return confusion;
    }

    private double share(int count) {
        return images == 0 ? 0 : (double) count / images;
    }
}
