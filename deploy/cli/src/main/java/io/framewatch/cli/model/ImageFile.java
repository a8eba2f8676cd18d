package io.framewatch.cli.model;

import io.framewatch.classify.UndecodableImageException;
import io.framewatch.training.PictureOrientation;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads images of any size in the formats of Java's Image I/O, such as JPEG and PNG. Thread-safe.
 */
public final class ImageFile {

    /** 150 MB of pixels; several are decoded at a time. */
    static final long MAX_PIXELS = 50_000_000;

    private static final int ONLY_IMAGE = 0;

    /**
     * Warnings of the JDK and libjpeg if the end of a JPEG is missing and grey fills the rest.
     * Other warnings, of odd profiles or stray bytes, are about images that every viewer shows.
     */
    private static final Pattern MISSING_PART =
            Pattern.compile("premature end|truncated", Pattern.CASE_INSENSITIVE);

    private ImageFile() {}

    /**
     * Reads an image and turns it upright by its {@linkplain PictureOrientation EXIF tag}.
     * Transparent parts are white.
     *
     * @return of the type {@link BufferedImage#TYPE_3BYTE_BGR}
     * @throws UndecodableImageException if it is no image, is damaged or has more than {@value
     *     #MAX_PIXELS} pixels
     */
    public static BufferedImage read(Path file) throws UndecodableImageException {
        if (!Files.isReadable(file)) {
            throw new UndecodableImageException("there is no such file, or it may not be read");
        }
        try (ImageInputStream input = new FileImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                throw new UndecodableImageException("it is no image of a known format");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(input, true, true);
                return upright(asBgr(decode(reader)), file);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // Readers throw many kinds of exceptions for damaged files.
            throw new UndecodableImageException("it cannot be decoded: " + e.getMessage(), e);
        }
    }

    private static BufferedImage upright(BufferedImage image, Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            return PictureOrientation.upright(image, input);
        }
    }

    private static BufferedImage decode(ImageReader reader)
            throws IOException, UndecodableImageException {
        int width = reader.getWidth(ONLY_IMAGE);
        int height = reader.getHeight(ONLY_IMAGE);
        if ((long) width * height > MAX_PIXELS) {
            throw new UndecodableImageException(
                    "it is %dx%d: must be at most %d pixels".formatted(width, height, MAX_PIXELS));
        }
        List<String> missing = new ArrayList<>();
        reader.addIIOReadWarningListener(
                (source, warning) -> {
                    if (MISSING_PART.matcher(warning).find()) {
                        missing.add(warning);
                    }
                });
        BufferedImage image = reader.read(ONLY_IMAGE);
        if (!missing.isEmpty()) {
            throw new UndecodableImageException("it is damaged: " + String.join("; ", missing));
        }
        return image;
    }

    private static BufferedImage asBgr(BufferedImage image) {
        if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
            return image;
        }
        BufferedImage bgr =
                new BufferedImage(
                        image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
            copyGrey(image, bgr);
        } else {
            Graphics2D graphics = bgr.createGraphics();
            graphics.drawImage(image, 0, 0, Color.WHITE, null);
            graphics.dispose();
        }
        return bgr;
    }

    /** Java reads grey values as linear light and would brighten them; in files they are sRGB. */
    private static void copyGrey(BufferedImage image, BufferedImage bgr) {
        Raster grey = image.getRaster();
        int shift = grey.getSampleModel().getSampleSize(0) - Byte.SIZE;
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            grey.getSamples(0, y, row.length, 1, 0, row);
            for (int x = 0; x < row.length; x++) {
                row[x] >>= shift;
            }
            for (int band = 0; band < bgr.getRaster().getNumBands(); band++) {
                bgr.getRaster().setSamples(0, y, row.length, 1, band, row);
            }
        }
    }
}
