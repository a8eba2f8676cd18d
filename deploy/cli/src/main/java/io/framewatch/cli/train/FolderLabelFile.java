package io.framewatch.cli.train;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A text file in UTF-8 with the labels of folders of pictures: each line is the folder's name, a
 * space and the label, such as {@code n01440764 tench}.
 */
final class FolderLabelFile {

    private FolderLabelFile() {}

    /**
     * The labels of folders, in their order; a folder that is not in the file keeps its name.
     *
     * @throws CommandException if the file cannot be read, a line has no label, or a line's folder
     *     is not there
     */
    static List<String> read(Path file, List<String> folders) throws CommandException {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String line : lines(file)) {
            String[] parts = line.strip().split("\\s+", 2);
            if (parts.length < 2) {
                throw problem(file, "line '" + line + "' must be a folder, a space and a label");
            }
            labels.put(parts[0], parts[1]);
        }
        List<String> unknown = new ArrayList<>(labels.keySet());
        unknown.removeAll(folders);
        if (!unknown.isEmpty()) {
            throw problem(file, "no folder " + String.join(", ", unknown) + " is among " + folders);
        }
        return folders.stream().map(folder -> labels.getOrDefault(folder, folder)).toList();
    }

    private static List<String> lines(Path file) throws CommandException {
        try {
            return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            throw problem(file, FileProblem.of(e));
        }
    }

    private static CommandException problem(Path file, String problem) {
        return new CommandException("label file " + file + ": " + problem);
    }
}
