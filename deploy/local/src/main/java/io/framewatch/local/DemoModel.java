package io.framewatch.local;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.ClassifierOptions;
import io.framewatch.classify.Head;
import io.framewatch.classify.HeadLayer;
import io.framewatch.classify.InvalidModelException;
import io.framewatch.classify.ModelFiles;
import io.framewatch.classify.ModelForm;
import io.framewatch.classify.ModelManifest;
import io.framewatch.cli.CommandException;
import io.framewatch.cli.FileProblem;
import io.framewatch.cli.model.OpenModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The model and the heads that the demo starts with, opened once to see that they can be used.
 *
 * @param folder the model's folder
 * @param shipped whether it is the one that the demo has without being told
 * @param manifest what it says of itself
 * @param heads those that look at cameras
 */
record DemoModel(Path folder, boolean shipped, ModelManifest manifest, List<HeadFolder> heads) {

    private static final ClassifierOptions AS_STORED = new ClassifierOptions(1, ModelForm.PORTABLE);

    /** A head and its folder. */
    record HeadFolder(Path folder, Head head) {}

    /**
     * Reads what the options name. The head of the clip goes with the clips if it belongs to the
     * model.
     *
     * @throws CommandException if the model or a head cannot be used, with every problem
     */
    static DemoModel open(DemoOptions options) throws CommandException {
        boolean shipped = options.inference().model().isEmpty();
        Path folder =
                options.inference()
                        .model()
                        .orElseGet(() -> options.home().roadside())
                        .toAbsolutePath()
                        .normalize();
        try (Classifier classifier = OpenModel.in(folder, folder, AS_STORED)) {
            List<HeadFolder> heads =
                    options.inference().heads().isEmpty() && options.cameras().areClips()
                            ? fitting(options.home().roomHead(), classifier)
                            : required(options.inference().heads(), classifier);
            return new DemoModel(folder, shipped, classifier.manifest(), heads);
        }
    }

    /** Name and version. */
    String title() {
        return title(manifest.name(), manifest.version());
    }

    static String title(String name, String version) {
        return name + " " + version;
    }

    private static List<HeadFolder> fitting(Path folder, Classifier classifier)
            throws CommandException {
        try {
            return List.of(read(folder, classifier));
        } catch (InvalidModelException e) {
            return List.of();
        } catch (IOException e) {
            throw new CommandException("head " + folder + ": " + FileProblem.of(e), e);
        }
    }

    private static List<HeadFolder> required(List<Path> folders, Classifier classifier)
            throws CommandException {
        List<HeadFolder> heads = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path folder : folders) {
            try {
                heads.add(read(folder, classifier));
            } catch (InvalidModelException e) {
                problems.add("head " + folder + ": " + String.join("; ", e.problems()));
            } catch (IOException e) {
                problems.add("head " + folder + ": " + FileProblem.of(e));
            }
        }
        if (problems.size() > 1) {
            throw new CommandException(
                    problems.size() + " problems:\n  " + String.join("\n  ", problems));
        }
        if (!problems.isEmpty()) {
            throw new CommandException(problems.get(0));
        }
        return List.copyOf(heads);
    }

    private static HeadFolder read(Path folder, Classifier classifier)
            throws IOException, InvalidModelException {
        Head head = Head.read(ModelFiles.of(folder));
        return new HeadFolder(
                folder.toAbsolutePath().normalize(), HeadLayer.of(head, classifier).head());
    }
}
