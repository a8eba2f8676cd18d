package io.framewatch.cli.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.framewatch.cli.CommandException;
import io.framewatch.cli.FileProblem;
import io.framewatch.cli.TerminalBar;
import io.framewatch.cli.model.ConfusionMatrix.Mistake;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./framewatch model evaluate}. */
@Command(
        name = "evaluate",
        sortOptions = false,
        description =
                "Measures a model on labelled images, one folder a class: named as its label, its number"
                        + " or its ImageNet synset, or as a file says; or, if no folder is, one for"
                        + " each label in sorted order. They may be some of the labels only.")
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
            names = "--classes",
            paramLabel = "FILE",
            description =
                    "which label each folder stands for: lines of FOLDER=LABEL, or the folders in the"
                            + " order of the labels")
    private Path classes;

    @Option(
            names = "--confusion",
            paramLabel = "FILE",
            description = "write the confusion matrix to this file, as CSV")
    private Path confusion;

    @Mixin private OutputOption output;

    @Spec private CommandSpec command;

    /**
     * The result for scripts.
     *
     * @param all the figures of the model
     * @param imagesPerSecond rate of decoding, resizing and classifying together
     * @param folders how they were matched to labels: {@link FolderLabels.Form}
     * @param classes labels that there are images of
     * @param amongClasses the figures if the model had only those labels
     */
    record Json(
            @JsonUnwrapped Evaluation.Result all,
            double imagesPerSecond,
            String folders,
            int classes,
            Among amongClasses) {}

    /** Shares, see {@link Evaluation.Result}. */
    record Among(double top1, double top5) {}

    @Override
    public Integer call() throws CommandException, InterruptedException {
        try (ImageClassifier classifier = ImageClassifier.open(model)) {
            List<String> labels = classifier.manifest().labels();
            LabelledImages images = LabelledImages.in(data, labels, classes);
            if (images.form() != FolderLabels.Form.LABELS) {
                err().println(images.form().sentence());
            }
            Evaluation evaluation = new Evaluation(labels);
            Evaluation amongClasses = new Evaluation(labels);
            long start = System.nanoTime();
            evaluate(classifier, images, evaluation, amongClasses);
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            if (confusion != null) {
                writeConfusion(evaluation);
            }
            Json json = json(images, evaluation.result(), amongClasses.result(), elapsed);
            if (output.isJson()) {
                command.commandLine().getOut().println(OutputFormat.json(json));
            } else {
                print(json, labels.size());
                print(evaluation.confusion());
            }
            return evaluation.result().images() > 0
                    ? CommandLine.ExitCode.OK
                    : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private void evaluate(
            ImageClassifier classifier,
            LabelledImages images,
            Evaluation evaluation,
            Evaluation amongClasses)
            throws CommandException, InterruptedException {
        List<Path> files = images.files();
        int[] present = images.present();
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
                        int label = images.labels().get(image.file());
                        evaluation.add(image, label);
                        amongClasses.add(image.among(present), label);
                        bar.step();
                        if (!image.isClassified()) {
                            err().println(image.file() + ": " + image.problem());
                        }
                    },
                    present);
        }
    }

    private static Json json(
            LabelledImages images,
            Evaluation.Result all,
            Evaluation.Result amongClasses,
            Duration elapsed) {
        return new Json(
                all,
                all.images() / (elapsed.toNanos() / 1e9),
                images.form().name().toLowerCase(Locale.ROOT),
                images.present().length,
                new Among(amongClasses.top1(), amongClasses.top5()));
    }

    private void print(Json json, int labels) {
        PrintWriter out = command.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%d images, %d skipped: top-1 %.2f %%, top-5 %.2f %%, calibration error %.3f, %.0f images a second%n",
                json.all.images(),
                json.all.skipped(),
                100 * json.all.top1(),
                100 * json.all.top5(),
                json.all.calibrationError(),
                json.imagesPerSecond);
        if (json.classes < labels) {
            out.printf(
                    Locale.ROOT,
                    "  among the %d of %d labels that there are images of: top-1 %.2f %%, top-5 %.2f %%%n",
                    json.classes,
                    labels,
                    100 * json.amongClasses.top1,
                    100 * json.amongClasses.top5);
        }
    }

    private void print(ConfusionMatrix matrix) {
        for (Mistake mistake : matrix.mistakes(MISTAKES)) {
            command.commandLine()
                    .getOut()
                    .printf(
                            "  %d of %s taken for %s%n",
                            mistake.images(), mistake.label(), mistake.predicted());
        }
    }

    private void writeConfusion(Evaluation evaluation) throws CommandException {
        try {
            evaluation.confusion().write(confusion);
        } catch (IOException e) {
            throw new CommandException(
                    "confusion matrix %s cannot be written: %s"
                            .formatted(confusion, FileProblem.of(e)),
                    e);
        }
    }

    private PrintWriter err() {
        return command.commandLine().getErr();
    }
}
