package io.framewatch.local.model;

import io.framewatch.classify.Score;
import io.framewatch.local.LocalException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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

    @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "image files")
    private List<Path> images;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws LocalException, InterruptedException {
        if (top < 1) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "--top " + top + " must be at least 1");
        }
        AtomicInteger problems = new AtomicInteger();
        try (ImageClassifier classifier = ImageClassifier.open(model)) {
            if (!classifier.manifest().trained()) {
                command.commandLine()
                        .getErr()
                        .println("The model is UNTRAINED: its labels and scores mean nothing.");
            }
            classifier.classify(
                    images,
                    top,
                    image -> {
                        print(image);
                        problems.addAndGet(image.isClassified() ? 0 : 1);
                    });
        }
        return problems.get() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void print(ClassifiedImage image) {
        if (!image.isClassified()) {
            command.commandLine().getErr().println(image.file() + ": " + image.problem());
            return;
        }
        PrintWriter out = command.commandLine().getOut();
        out.println(image.file());
        for (Score score : image.scores()) {
            out.println(
                    String.format(Locale.ROOT, "  %.4f  %s", score.probability(), score.label()));
        }
        out.flush();
    }
}
