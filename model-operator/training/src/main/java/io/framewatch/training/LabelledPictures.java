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
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Pictures by class, from a folder or a tar file that has one folder a class, with pictures in any
 * depth. The classes are the folders' names, sorted. Folders above those of all classes are
 * ignored. The pictures are held in memory decoded, with three bytes a pixel. Immutable and
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
     * Reads and decodes all {@linkplain PictureFiles pictures}. One that cannot be decoded is left
     * out and named in {@link #refused()}.
     *
     * @param source folder or uncompressed tar file
     * @throws IOException if it cannot be read or has no picture
     */
    public static LabelledPictures read(Path source) throws IOException {
        Map<Path, byte[]> files = new TreeMap<>();
        if (Files.isDirectory(source)) {
            readFolder(source, files);
        } else if (Files.isRegularFile(source)) {
            readTar(source, files);
        } else {
            throw new NotDirectoryException(source + " (neither a folder nor a tar file)");
        }
        return decode(source, byClass(files));
    }

    private static void readFolder(Path folder, Map<Path, byte[]> files) throws IOException {
        for (Path file : PictureFiles.in(folder)) {
            files.put(folder.relativize(file), Files.readAllBytes(file));
        }
    }

    private static void readTar(Path archive, Map<Path, byte[]> files) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream tar = new TarArchiveInputStream(file)) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path name = Path.of(entry.getName()).normalize();
                if (entry.isFile() && PictureFiles.isPicture(name)) {
                    files.put(name, tar.readAllBytes());
                }
            }
        }
    }

    /** The files of each class by name, without files outside of class folders. */
    private static Map<String, Map<String, byte[]>> byClass(Map<Path, byte[]> files) {
        files.keySet().removeIf(name -> name.getNameCount() < 2);
        int depth = classDepth(files.keySet());
        Map<String, Map<String, byte[]>> byClass = new TreeMap<>();
        files.forEach(
                (name, content) ->
                        byClass.computeIfAbsent(
                                        name.getName(depth).toString(), label -> new TreeMap<>())
                                .put(name.toString(), content));
        return byClass;
    }

    /** Number of leading folders that all pictures share. They are no classes. */
    private static int classDepth(Set<Path> names) {
        int depth = 0;
        while (isShared(names, depth)) {
            depth++;
        }
        return depth;
    }

    private static boolean isShared(Set<Path> names, int depth) {
        return names.stream().allMatch(name -> name.getNameCount() > depth + 2)
                && names.stream().map(name -> name.getName(depth)).distinct().count() == 1;
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

    /** The pictures that cannot be decoded, each with the reason. */
    public List<String> refused() {
        return refused;
    }

    Item get(int index) {
        return items.get(index);
    }
}
