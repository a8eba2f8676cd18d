package io.framewatch.page.live;

import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.FrameId;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import javax.imageio.ImageIO;

/**
 * A picture that a browser can show.
 *
 * @param frame the frame that it is of
 * @param jpeg its bytes, not copied, and never changed
 */
public record Still(FrameId frame, byte[] jpeg) {

    public Still {
        Objects.requireNonNull(frame, "frame");
        Objects.requireNonNull(jpeg, "jpeg");
    }

    /** Makes the picture of a frame; raw pixels are encoded. */
    public static Still of(Frame frame) {
        Frame.Image image = frame.image();
        return new Still(
                frame.id(), image.encoding() == FrameEncoding.JPEG ? image.bytes() : encode(image));
    }

    private static byte[] encode(Frame.Image raw) {
        BufferedImage picture =
                new BufferedImage(raw.width(), raw.height(), BufferedImage.TYPE_INT_RGB);
        byte[] rgb = raw.bytes();
        for (int i = 0; i + 2 < rgb.length && i / 3 < raw.width() * raw.height(); i += 3) {
            int pixel = (rgb[i] & 0xff) << 16 | (rgb[i + 1] & 0xff) << 8 | rgb[i + 2] & 0xff;
            picture.setRGB(i / 3 % raw.width(), i / 3 / raw.width(), pixel);
        }
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "jpeg", jpeg);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jpeg.toByteArray();
    }
}
