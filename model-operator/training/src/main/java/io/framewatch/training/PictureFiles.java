package io.framewatch.training;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;

/**
 * Finds pictures. A picture is a file with an extension of a format that the JDK reads (JPEG, PNG,
 * BMP, GIF, TIFF), neither hidden nor in a hidden folder.
 */
public final class PictureFiles {

    private static final Set<String> EXTENSIONS = Set.of(ImageIO.getReaderFileSuffixes());

    private PictureFiles() {}

    /**
     * Finds the pictures of a folder in any depth. Links are followed.
     *
     * @param folder may be hidden itself
     * @return sorted by path
     * @throws IOException if it is no folder, or cannot be read
     */
    public static List<Path> in(Path folder) throws IOException {
        requireFolder(folder);
        List<Path> pictures = new ArrayList<>();
        Files.walkFileTree(
                folder,
                Set.of(FileVisitOption.FOLLOW_LINKS),
                Integer.MAX_VALUE,
                new SimpleFileVisitor<>() {

                    @Override
                    public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes of) {
                        return isHidden(inner) && !inner.equals(folder)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes of) {
                        if (of.isRegularFile() && isPicture(file.getFileName())) {
                            pictures.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException problem)
                            throws IOException {
                        if (problem instanceof FileSystemLoopException) {
                            // A link to a folder above it adds no pictures.
                            return FileVisitResult.CONTINUE;
                        }
                        throw problem;
                    }
                });
        pictures.sort(null);
        return List.copyOf(pictures);
    }

    /**
     * Whether a file is named as a picture.
     *
     * @param name relative path, including folders that may be hidden
     */
    static boolean isPicture(Path name) {
        String file = name.getFileName().toString();
        int dot = file.lastIndexOf('.');
        return dot > 0
                && EXTENSIONS.contains(file.substring(dot + 1).toLowerCase(Locale.ROOT))
                && StreamSupport.stream(name.spliterator(), false)
                        .noneMatch(PictureFiles::isHidden);
    }

    private static boolean isHidden(Path file) {
        return file.getFileName() != null && file.getFileName().toString().startsWith(".");
    }

    private static void requireFolder(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
    }
}
