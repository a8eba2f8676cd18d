package io.framewatch.cli.model;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A text file in UTF-8 with one label a line, in the order of the logits. */
final class LabelFile {

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private LabelFile() {}

    /**
     * Reads the labels. Two may be equal: ImageNet has two classes "crane".
     *
     * @throws CommandException if the file cannot be read, has no label, or has empty lines between
     *     them; naming every such line
     */
    static List<String> read(Path file) throws CommandException {
        List<String> labels = lines(file);
        List<String> empty = new ArrayList<>();
        for (int line = 0; line < labels.size(); line++) {
            if (labels.get(line).isEmpty()) {
                empty.add(Integer.toString(line + 1));
            }
        }
        if (!empty.isEmpty()) {
            throw new CommandException(
                    "label file %s: each line must have a label, but line %s is empty"
                            .formatted(file, String.join(", ", empty)));
        }
        if (labels.isEmpty()) {
            throw new CommandException(
                    "label file " + file + " has no label: one a line is needed");
        }
        return labels;
    }

    /** All lines, stripped, without empty ones at the end. */
    private static List<String> lines(Path file) throws CommandException {
        try {
            String text = Files.readString(file);
            String content =
                    text.startsWith(BYTE_ORDER_MARK)
                            ? text.substring(BYTE_ORDER_MARK.length())
                            : text;
            return content.stripTrailing().lines().map(String::strip).toList();
        } catch (IOException e) {
            throw new CommandException(
                    "label file %s cannot be read: %s".formatted(file, FileProblem.of(e)), e);
        }
    }
}
