package io.framewatch.cli.train;

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
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./framewatch roadside-data}: the pictures of the default roadside model.
 *
 * <p>Neighbouring numbers are the same vehicle a moment later, so blocks of numbers are held out,
 * not pictures at random. Negatives become as coarse as the vehicles are: else sharpness alone
 * would tell them apart.
 */
@Command(
        name = "roadside-data",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Puts pictures of vehicles, and of other things, into OUT/train and OUT/val: every fifth"
                        + " block of 32 numbers is held out for val.")
public final class RoadsideDataCommand implements Callable<Integer> {

    private static final int BLOCK = 32;
    private static final int FOLDS = 5;

    /** One negative in so many is taken, so that they are about as many as a kind of vehicle. */
    private static final int NEGATIVES = 7;

    /** Width and height of the vehicles in pixels. */
    private static final int SIZE = 100;

    private static final String OTHER = "other";
    private static final Pattern NUMBER = Pattern.compile("(\\d+)\\.\\w+$");

    @Option(names = "--vehicles", required = true, paramLabel = "TAR", description = "the vehicles")
    private Path vehicles;

    @Option(
            names = "--negatives",
            required = true,
            paramLabel = "TAR",
            description = "pictures without vehicles among others")
    private Path negatives;

    @Option(
            names = "--negative-classes",
            split = ",",
            paramLabel = "FOLDER",
            defaultValue = "n01440764,n02102040,n02979186,n03000684,n03394916,n03445777,n03888257",
            description =
                    "the negatives' folders that have no vehicle; default: ${DEFAULT-VALUE}, which are"
                            + " Imagenette's but for church, garbage truck and gas pump")
    private Set<String> negativeClasses;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "the folder")
    private Path out;

    /** What becomes of a file. */
    @FunctionalInterface
    private interface Writer {

        void write(String label, String name, int number, byte[] content) throws IOException;
    }

    @Override
    public Integer call() throws IOException {
        each(vehicles, this::write);
        each(negatives, this::writeNegative);
        return CommandLine.ExitCode.OK;
    }

    /** All files of a tar that are in a folder and end in a number. */
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
