package io.framewatch.training;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The data set of the roadside model.
 *
 * <p>Files with neighbouring numbers show the same vehicle a moment later, so blocks of numbers are
 * held out for validation, not pictures at random. Negatives are scaled down to the size of the
 * vehicles: else a network could tell them apart by sharpness.
 *
 * @param vehicles tar file with one folder for each kind of vehicle
 * @param negatives tar file with pictures without vehicles, one folder a class
 * @param negativeClasses folders of the negatives that are taken
 * @param out folder to write to
 */
public record RoadsideData(Path vehicles, Path negatives, Set<String> negativeClasses, Path out) {

    private static final int BLOCK = 32;
    private static final int FOLDS = 5;

    /** One negative in so many is taken, so that they are about as many as a kind of vehicle. */
    private static final int NEGATIVES = 7;

    /** Width and height of the vehicles in pixels. */
    private static final int SIZE = 100;

    private static final String OTHER = "other";
    private static final Pattern NUMBER = Pattern.compile("(\\d+)\\.\\w+$");

    /** Takes a file of an archive. */
    @FunctionalInterface
    private interface Writer {

        void write(String label, String name, int number, byte[] content) throws IOException;
    }

    /** Writes the pictures into {@code out/train} and {@code out/val}, one folder a class. */
    public void write() throws IOException {
        each(vehicles, this::write);
        each(negatives, this::writeNegative);
    }

    /** Reads the files of a tar that are in a folder and whose names end in a number. */
    private static void each(Path archive, Writer writer) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream tar = new TarArchiveInputStream(file)) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                Path path = Path.of(entry.getName());
                Matcher number = NUMBER.matcher(entry.getName());
                if (entry.isFile() && path.getNameCount() >= 2 && number.find()) {
                    writer.write(
                            path.getParent().getFileName().toString(),
                            path.getFileName().toString(),
                            Integer.parseInt(number.group(1)),
                            tar.readAllBytes());
                }
            }
        }
    }

    private void writeNegative(String folder, String name, int number, byte[] content)
            throws IOException {
        if (!negativeClasses.contains(folder) || number % NEGATIVES != 0) {
            return;
        }
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(content));
        if (picture == null) {
            throw new IOException(folder + "/" + name + " in " + negatives + " is no picture");
        }
        BufferedImage coarse = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = coarse.createGraphics();
        Image scaled = picture.getScaledInstance(SIZE, SIZE, Image.SCALE_AREA_AVERAGING);
        graphics.drawImage(scaled, 0, 0, null);
        graphics.dispose();
        ImageIO.write(coarse, "jpg", target(OTHER, name, number).toFile());
    }

    private void write(String label, String name, int number, byte[] content) throws IOException {
        Files.write(target(label, name, number), content);
    }

    private Path target(String label, String name, int number) throws IOException {
        String split = number / BLOCK % FOLDS == FOLDS - 1 ? "val" : "train";
        return Files.createDirectories(out.resolve(split).resolve(label)).resolve(name);
    }
}
