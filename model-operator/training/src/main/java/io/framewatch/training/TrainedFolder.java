package io.framewatch.training;

import io.framewatch.mobileformer.ModelDescription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The model folder that a training writes; its manifest says how it was trained. Immutable. */
public final class TrainedFolder {

    /** Name of the model folder in the folder of the training. */
    public static final String FOLDER = "model";

    private final String name;
    private final String version;
    private final List<String> labels;
    private final String source;
    private final int pictures;
    private final TrainingOptions options;

    /**
     * Describes the model.
     *
     * @param source in words, where the pictures and the first weights come from
     * @throws IllegalArgumentException if name or version is blank
     */
    public TrainedFolder(
            String name,
            String version,
            List<String> labels,
            String source,
            int pictures,
            TrainingOptions options) {
        this.name = name;
        this.version = version;
        this.labels = labels;
        this.source = source;
        this.pictures = pictures;
        this.options = options;
        // Problems of the description are reported before the training and not after it.
        Objects.requireNonNull(description(source, Map.of()));
    }

    /** Writes a model folder with the averaged weights as they are now. */
    public void write(Training training, EpochLog log, Path folder) throws IOException {
        new TrainedModel(options.variant(), training.weights(), description(training, log))
                .write(folder.resolve(FOLDER));
    }

    private ModelDescription description(Training training, EpochLog log) {
        Map<String, String> figures = new TreeMap<>();
        figures.put("epochs", "%d of %d".formatted(training.epoch(), options.schedule().epochs()));
        figures.put("pictures", Integer.toString(pictures));
        figures.put("imageSizes", options.schedule().imageSizes().toString());
        figures.put("batch", Integer.toString(options.step().batch()));
        figures.put("learningRate", Double.toString(options.schedule().learningRate()));
        figures.put("seed", Long.toString(options.step().seed()));
        if (!log.epochs().isEmpty()) {
            EpochFigures last = log.epochs().get(log.epochs().size() - 1);
            figures.put("loss", String.format(Locale.ROOT, "%.4f", last.steps().loss()));
            figures.put("trainingTop1", percent(last.steps().top1()));
        }
        log.validationTop1().ifPresent(top1 -> figures.put("validationTop1", percent(top1)));
        return description(sentence(training), figures);
    }

    private ModelDescription description(String weights, Map<String, String> figures) {
        return new ModelDescription(name, version, labels, true, weights, figures);
    }

    private String sentence(Training training) {
        return "Trained by framewatch train, %d of %d epochs on %d pictures of %s; averaged over the last steps."
                .formatted(training.epoch(), options.schedule().epochs(), pictures, source);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
