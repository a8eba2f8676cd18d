package io.framewatch.cli.model;

import io.framewatch.classify.Score;
import io.framewatch.cli.CommandException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./framewatch model classify}. */
@Command(
        name = "classify",
        sortOptions = false,
        description =
                "Prints the best labels of images: JPEG or PNG of any size, whose centre is taken by"
                        + " the ImageNet protocol (short side 256, centre 224x224).")
final class ClassifyCommand implements Callable<Integer> {

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "model folder")
    private Path model;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "5",
            description = "number of labels for each image; default: ${DEFAULT-VALUE}")
    private int top;

    @Mixin private OutputOption output;

    @Parameters(
            arity = "1..*",
            paramLabel = "IMAGE",
            description = "image files, or folders of them in any depth")
    private List<Path> images;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        if (top < 1) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "--top " + top + " must be at least 1");
        }
        List<Path> files = files();
        List<ClassifiedImage> results = new ArrayList<>();
        try (ImageClassifier classifier = ImageClassifier.open(model)) {
            if (!classifier.manifest().trained()) {
                err().println("The model is UNTRAINED: its labels and scores mean nothing.");
            }
            classifier.classify(
                    files,
                    top,
                    image -> {
                        results.add(image);
                        if (!output.isJson()) {
                            print(image);
                        }
                    });
        }
        if (output.isJson()) {
            out().println(OutputFormat.json(results.stream().map(Json::of).toList()));
        }
        return results.stream().allMatch(ClassifiedImage::isClassified)
                ? CommandLine.ExitCode.OK
                : CommandLine.ExitCode.SOFTWARE;
    }

    private List<Path> files() throws CommandException {
        List<Path> files = new ArrayList<>();
        for (Path image : images) {
            files.addAll(Files.isDirectory(image) ? PictureFolder.files(image) : List.of(image));
        }
        return files;
    }

    /**
     * The result for scripts.
     *
     * @param scores best first; empty if there is a problem
     * @param problem why the image cannot be classified, or null
     */
    record Json(String image, List<Score> scores, String problem) {

        static Json of(ClassifiedImage image) {
            return new Json(image.file().toString(), image.scores(), image.problem());
        }
    }

    private void print(ClassifiedImage image) {
        if (!image.isClassified()) {
            err().println(image.file() + ": " + image.problem());
            return;
        }
        PrintWriter out = out();
        out.println(image.file());
        for (Score score : image.scores()) {
            out.println(
                    String.format(Locale.ROOT, "  %.4f  %s", score.probability(), score.label()));
        }
        out.flush();
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }

    private PrintWriter err() {
        return command.commandLine().getErr();
    }
}
