package io.framewatch.training;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;

/**
 * How a photograph was held: EXIF's tag {@code Orientation}, 1 to 8, as JPEG, PNG and TIFF have it.
 */
public final class PictureOrientation {

    private static final int UPRIGHT = 1;

    private PictureOrientation() {}

    /**
     * Turns and mirrors a picture so that it stands upright. A file without the tag, or with a
     * damaged one, counts as upright.
     *
     * @param picture of the type {@link BufferedImage#TYPE_3BYTE_BGR}
     * @param file the file that it was decoded from, from its beginning; not closed
     * @return the same picture if it is upright, else a new one of the same type
     */
    public static BufferedImage upright(BufferedImage picture, InputStream file) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        AffineTransform turn =
                switch (orientation(file)) {
                    case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
                    case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
                    case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
                    case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
                    case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
                    case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
                    case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
                    default -> new AffineTransform();
                };
        return turn.isIdentity() ? picture : turned(picture, turn);
    }

    private static BufferedImage turned(BufferedImage picture, AffineTransform turn) {
        boolean transposed = turn.getScaleX() == 0;
        BufferedImage upright =
                new BufferedImage(
                        transposed ? picture.getHeight() : picture.getWidth(),
                        transposed ? picture.getWidth() : picture.getHeight(),
                        BufferedImage.TYPE_3BYTE_BGR);
        return new AffineTransformOp(turn, AffineTransformOp.TYPE_NEAREST_NEIGHBOR)
                .filter(picture, upright);
    }

    private static int orientation(InputStream file) {
        try {
            ExifIFD0Directory tags =
                    ImageMetadataReader.readMetadata(file)
                            .getFirstDirectoryOfType(ExifIFD0Directory.class);
            Integer tag = tags == null ? null : tags.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            return tag == null ? UPRIGHT : tag;
        } catch (ImageProcessingException | IOException | RuntimeException e) {
            // Damage in any of its tags; the picture itself was decoded.
            return UPRIGHT;
        }
    }
}
