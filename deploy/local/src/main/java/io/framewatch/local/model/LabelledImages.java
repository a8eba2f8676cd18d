package io.framewatch.local.model;

import io.framewatch.local.LocalException;
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
 * A folder of images with one folder a class. Either every folder is named as a label of the model,
 * or none is, and there is one for each label: then their sorted names stand for the labels in
 * order, as training tools number them.
 *
 * @param labels index of the true label of each image
 * @param byName whether folders are named as labels
 */
record LabelledImages(Map<Path, Integer> labels, boolean byName) {

    /**
     * Finds the {@linkplain PictureFiles images}, in any depth below the folders.
     *
     * @param labels the model's labels
     * @throws LocalException if the folder cannot be read, its folders do not match the labels, or
     *     there is no image
     */
    static LabelledImages in(Path data, List<String> labels) throws LocalException {
        try {
            List<Path> folders = children(data).stream().filter(Files::isDirectory).toList();
            boolean byName = matchByName(data, folders, labels);
            Map<Path, Integer> images = new LinkedHashMap<>();
            for (int i = 0; i < folders.size(); i++) {
                int label = byName ? labels.indexOf(name(folders.get(i))) : i;
                PictureFiles.in(folders.get(i)).forEach(image -> images.put(image, label));
            }
            if (images.isEmpty()) {
                throw new LocalException("folder " + data + " has no JPEG or PNG in its folders");
            }
            return new LabelledImages(images, byName);
        } catch (IOException e) {
            throw new LocalException(
                    "folder %s cannot be read: %s".formatted(data, FileProblem.of(e)), e);
        }
    }

    /** The images in order of their classes. */
    List<Path> files() {
        return new ArrayList<>(labels.keySet());
    }

    private static boolean matchByName(Path data, List<Path> folders, List<String> labels)
            throws LocalException {
        List<String> others =
                folders.stream()
                        .map(LabelledImages::name)
                        .filter(name -> !labels.contains(name))
                        .toList();
        if (others.isEmpty()) {
            return true;
        }
        if (others.size() < folders.size()) {
            throw new LocalException(
                    "folder %s: some folders are named as labels of the model, but not %s"
                            .formatted(data, String.join(", ", others)));
        }
        if (folders.size() != labels.size()) {
            throw new LocalException(
                    ("folder %s has %d folders, none of which is named as a label: must be one for"
                                    + " each of the model's %d labels, in their order when sorted")
                            .formatted(data, folders.size(), labels.size()));
        }
        return false;
    }

    /** What is in a folder, sorted by name; hidden files do not count. */
    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> !name(child).startsWith(".")).sorted().toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
