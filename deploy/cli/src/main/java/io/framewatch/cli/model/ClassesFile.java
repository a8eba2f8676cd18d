package io.framewatch.cli.model;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.model.FolderLabels.Form;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A text file in UTF-8 with the label of each folder of images. Either each line is {@code
 * FOLDER=LABEL}, where the label is its text or its number from 0; or the lines are the folders in
 * the order of the labels, where a space and more may follow a folder's name.
 */
final class ClassesFile {

    private static final String SEPARATOR = "=";

    private final Path file;
    private final List<String> lines;
    private final List<String> labels;
    private final boolean isInOrder;

    private ClassesFile(Path file, List<String> lines, List<String> labels) {
        this.file = file;
        this.lines = lines;
        this.labels = labels;
        this.isInOrder = lines.stream().noneMatch(line -> line.contains(SEPARATOR));
    }

    /**
     * Finds the label of each folder.
     *
     * @param folders names of the folders
     * @throws CommandException if the file cannot be read, folders are not in it, or it names a
     *     label that the model does not have
     */
    static FolderLabels of(Path file, List<String> folders, List<String> labels)
            throws CommandException {
        return new ClassesFile(file, LabelFile.read(file), labels).labelsOf(folders);
    }

    private FolderLabels labelsOf(List<String> folders) throws CommandException {
        if (isInOrder && lines.size() != labels.size()) {
            throw new CommandException(
                    "classes file %s has %d folders in order: must be one for each of the model's %d labels, or lines of FOLDER=LABEL"
                            .formatted(file, lines.size(), labels.size()));
        }
        List<Integer> indexes = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String folder : folders) {
            int line = line(folder);
            if (line < 0) {
                missing.add(folder);
            } else {
                indexes.add(isInOrder ? line : label(lines.get(line)));
            }
        }
        if (!missing.isEmpty()) {
            throw new CommandException(
                    "classes file %s must have every folder, but has no %s"
                            .formatted(file, String.join(", ", missing)));
        }
        return new FolderLabels(indexes, Form.FILE);
    }

    /** Index of a folder's line; -1 if it has none. */
    private int line(String folder) {
        if (!isInOrder) {
            return IntStream.range(0, lines.size())
                    .filter(line -> part(lines.get(line), 0).equals(folder))
                    .findFirst()
                    .orElse(-1);
        }
        int same = lines.indexOf(folder);
        return same >= 0
                ? same
                : IntStream.range(0, lines.size())
                        .filter(line -> lines.get(line).startsWith(folder + " "))
                        .findFirst()
                        .orElse(-1);
    }

    private int label(String line) throws CommandException {
        String label = part(line, 1);
        OptionalInt named = FolderLabels.named(labels, label);
        if (named.isPresent()) {
            return named.getAsInt();
        }
        if (label.matches("[0-9]{1,9}") && Integer.parseInt(label) < labels.size()) {
            return Integer.parseInt(label);
        }
        throw new CommandException(
                "classes file %s: '%s' must be a label of the model, or its number from 0 to %d"
                        .formatted(file, label, labels.size() - 1));
    }

    private static String part(String line, int part) {
        String[] parts = line.split(SEPARATOR, 2);
        return part < parts.length ? parts[part].strip() : "";
    }
}
