package io.framewatch.cli.model;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.FileProblem;
import io.framewatch.training.PictureFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder of images with one folder a class, see {@link FolderLabels}.
 *
 * @param labels index of the true label of each image
 * @param form what the folders' names are
 */
record LabelledImages(Map<Path, Integer> labels, FolderLabels.Form form) {

    /**
     * Finds the {@linkplain PictureFiles images}, in any depth below the folders.
     *
     * @param labels the model's labels
     * @param classes the file that says which label each folder stands for; null to match by the
     *     names
     * @throws CommandException if the folder cannot be read, its folders do not match the labels,
     *     or there is no image
     */
    static LabelledImages in(Path data, List<String> labels, Path classes) throws CommandException {
        try {
            List<Path> folders = children(data).stream().filter(Files::isDirectory).toList();
            List<String> names = folders.stream().map(LabelledImages::name).toList();
            FolderLabels found =
                    classes == null
                            ? FolderLabels.of(data, names, labels)
                            : ClassesFile.of(classes, names, labels);
            Map<Path, Integer> images = new LinkedHashMap<>();
            for (int i = 0; i < folders.size(); i++) {
                int label = found.indexes().get(i);
                PictureFiles.in(folders.get(i)).forEach(image -> images.put(image, label));
            }
            if (images.isEmpty()) {
                throw new CommandException("folder " + data + " has no JPEG or PNG in its folders");
            }
            return new LabelledImages(images, found.form());
        } catch (IOException e) {
            throw new CommandException(
                    "folder %s cannot be read: %s".formatted(data, FileProblem.of(e)), e);
        }
    }

    /** Indexes of the labels that have images, ascending. */
    int[] present() {
        return labels.values().stream().mapToInt(Integer::intValue).sorted().distinct().toArray();
    }

    /** The images in order of their classes. */
    List<Path> files() {
        return new ArrayList<>(labels.keySet());
    }

    /** The entries of a folder, sorted by name, without hidden ones. */
    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> !name(child).startsWith(".")).sorted().toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
