package io.framewatch.local.model;

import io.framewatch.local.LocalException;
import io.framewatch.local.TerminalBar;
import io.framewatch.local.model.ConfusionMatrix.Mistake;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./framewatch model evaluate}. */
@Command(
        name = "evaluate",
        sortOptions = false,
        description =
                "Measures a model on labelled images: one folder a class, named as its label; or, if"
                        + " no folder is named as a label, one for each label in sorted order.")
final class EvaluateCommand implements Callable<Integer> {

    private static final int MISTAKES = 5;

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "model folder")
    private Path model;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FOLDER",
            description = "the images, JPEG and PNG of any size")
    private Path data;

    @Option(
            names = "--confusion",
            paramLabel = "FILE",
            description = "write the confusion matrix to this file, as CSV")
    private Path confusion;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json; default: ${DEFAULT-VALUE}")
    private OutputFormat output;

    @Spec private CommandSpec command;

    /**
     * The result for scripts, see {@link Evaluation.Result}.
     *
     * @param imagesPerSecond decoded, resized and classified
     */
    record Json(
            int images,
            double top1,
            double top5,
            double calibrationError,
            int skipped,
            double imagesPerSecond) {}

    @Override
    public Integer call() throws LocalException, InterruptedException {
        try (ImageClassifier classifier = ImageClassifier.open(model)) {
            List<String> labels = classifier.manifest().labels();
            LabelledImages images = LabelledImages.in(data, labels);
            if (!images.byName()) {
                err().println(
                                "No folder is named as a label: sorted, they stand for the labels in order.");
            }
            Evaluation evaluation = new Evaluation(labels);
            long start = System.nanoTime();
            evaluate(classifier, images, evaluation);
            report(evaluation, Duration.ofNanos(System.nanoTime() - start));
            return evaluation.result().images() > 0
                    ? CommandLine.ExitCode.OK
                    : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private void evaluate(ImageClassifier classifier, LabelledImages images, Evaluation evaluation)
            throws LocalException, InterruptedException {
        List<Path> files = images.files();
        try (ProgressBar bar =
                TerminalBar.start(
                        new ProgressBarBuilder()
                                .setTaskName(model.getFileName().toString())
                                .setInitialMax(files.size())
                                .setUnit(" images", 1)
                                .showSpeed())) {
            classifier.classify(
                    files,
                    Evaluation.TOP,
                    image -> {
                        evaluation.add(image, images.labels().get(image.file()));
                        bar.step();
                        if (!image.isClassified()) {
                            err().println(image.file() + ": " + image.problem());
                        }
                    });
        }
    }

    private void report(Evaluation evaluation, Duration elapsed) throws LocalException {
        if (confusion != null) {
            writeConfusion(evaluation);
        }
        Evaluation.Result result = evaluation.result();
        double speed = result.images() / (elapsed.toNanos() / 1e9);
        PrintWriter out = command.commandLine().getOut();
        if (output == OutputFormat.JSON) {
            out.println(
                    OutputFormat.json(
                            new Json(
                                    result.images(),
                                    result.top1(),
                                    result.top5(),
                                    result.calibrationError(),
                                    result.skipped(),
                                    speed)));
            return;
        }
        out.printf(
                Locale.ROOT,
                "%d images, %d skipped: top-1 %.2f %%, top-5 %.2f %%, calibration error %.3f, %.0f images a second%n",
                result.images(),
                result.skipped(),
                100 * result.top1(),
                100 * result.top5(),
                result.calibrationError(),
                speed);
        for (Mistake mistake : evaluation.confusion().mistakes(MISTAKES)) {
            out.printf(
                    "  %d of %s taken for %s%n",
                    mistake.images(), mistake.label(), mistake.predicted());
        }
    }

    private void writeConfusion(Evaluation evaluation) throws LocalException {
        try {
            evaluation.confusion().write(confusion);
        } catch (IOException e) {
            throw new LocalException(
                    "confusion matrix %s cannot be written: %s"
                            .formatted(confusion, FileProblem.of(e)),
                    e);
        }
    }

    private PrintWriter err() {
        return command.commandLine().getErr();
    }
}
