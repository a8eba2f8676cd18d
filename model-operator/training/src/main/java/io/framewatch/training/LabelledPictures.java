package io.framewatch.training;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Pictures by class, from a folder or a tar file that has one folder a class; the classes are the
 * folders' names, sorted. They stay in memory decoded, with three bytes a pixel. Immutable and
 * thread-safe.
 */
public final class LabelledPictures {

    private final List<String> labels;
    private final List<Item> items;
    private final List<String> refused;

    LabelledPictures(List<String> labels, List<Item> items, List<String> refused) {
        this.labels = List.copyOf(labels);
        this.items = List.copyOf(items);
        this.refused = List.copyOf(refused);
    }

    /**
     * One picture.
     *
     * @param name path within the folder or archive
     * @param label index of its class
     */
    record Item(String name, int label, Picture picture) {}

    /**
     * Reads and decodes all pictures. A file that is no picture is left out and named in {@link
     * #refused()}.
     *
     * @param source folder or uncompressed tar file
     * @throws IOException if it cannot be read or has no picture
     */
    public static LabelledPictures read(Path source) throws IOException {
        Map<String, Map<String, byte[]>> byClass = new TreeMap<>();
        if (Files.isDirectory(source)) {
            readFolder(source, byClass);
        } else if (Files.isRegularFile(source)) {
            readTar(source, byClass);
        } else {
            throw new NotDirectoryException(source + " (neither a folder nor a tar file)");
        }
        return decode(source, byClass);
    }

    private static void readFolder(Path folder, Map<String, Map<String, byte[]>> byClass)
            throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                add(byClass, folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
    }

    private static void readTar(Path archive, Map<String, Map<String, byte[]>> byClass)
            throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream tar = new TarArchiveInputStream(file)) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                if (entry.isFile()) {
                    add(byClass, entry.getName(), tar.readAllBytes());
                }
            }
        }
    }

    private static void add(Map<String, Map<String, byte[]>> byClass, String name, byte[] content) {
        String[] parts = name.split("/");
        if (parts.length >= 2) {
            byClass.computeIfAbsent(parts[parts.length - 2], label -> new TreeMap<>())
                    .put(name, content);
        }
    }

    private static LabelledPictures decode(Path source, Map<String, Map<String, byte[]>> byClass)
            throws IOException {
        List<String> labels = new ArrayList<>(byClass.keySet());
        List<Item> items = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (int label = 0; label < labels.size(); label++) {
            for (Map.Entry<String, byte[]> file : byClass.get(labels.get(label)).entrySet()) {
                try {
                    items.add(new Item(file.getKey(), label, Picture.decode(file.getValue())));
                } catch (IOException e) {
                    refused.add(file.getKey() + ": " + e.getMessage());
                }
            }
        }
        if (items.isEmpty()) {
            throw new IOException(source + " has no picture in a folder of its class");
        }
        return new LabelledPictures(labels, items, refused);
    }

    /** The classes in sorted order. */
    public List<String> labels() {
        return labels;
    }

    /** Number of pictures. */
    public int size() {
        return items.size();
    }

    /** The files that are no pictures, each with the reason. */
    public List<String> refused() {
        return refused;
    }

    Item get(int index) {
        return items.get(index);
    }
}
