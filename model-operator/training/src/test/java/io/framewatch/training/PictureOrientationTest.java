package io.framewatch.training;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureOrientationTest {

    /** Two rows of three squares of one grey each. */
    private static final String SQUARES = "ABC DEF";

    private static final int COLUMNS = 3;
    private static final int STEP = 40;

    /** A block of JPEG, so that each square keeps its grey. */
    private static final int JPEG_SIDE = 16;

    /** What EXIF 2.3 makes of the squares. */
    @ParameterizedTest
    @CsvSource({
        "1, ABC DEF",
        "2, CBA FED",
        "3, FED CBA",
        "4, DEF ABC",
        "5, AD BE CF",
        "6, DA EB FC",
        "7, FC EB DA",
        "8, CF BE AD"
    })
    void shouldTurnPhotographsUpright(int orientation, String squares) throws Exception {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            byte[] exif = exif(orientation, order);

            assertThat(squares(Picture.decode(jpeg(exif)), JPEG_SIDE)).isEqualTo(squares);
            assertThat(squares(Picture.decode(png(exif)), 1)).isEqualTo(squares);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "9", "65535"})
    void shouldTakeUnknownValuesForUpright(int orientation) throws Exception {
        byte[] file = jpeg(exif(orientation, ByteOrder.BIG_ENDIAN));

        assertThat(squares(Picture.decode(file), JPEG_SIDE)).isEqualTo(SQUARES);
    }

    @Test
    void shouldReadPicturesWhoseTagsAreDamaged() throws Exception {
        byte[] exif = exif(6, ByteOrder.BIG_ENDIAN);
        for (int length = 0; length < exif.length - 6; length++) {
            byte[] damaged = Arrays.copyOf(exif, length);

            assertThat(squares(Picture.decode(jpeg(damaged)), JPEG_SIDE))
                    .as("%d bytes of EXIF", length)
                    .isEqualTo(SQUARES);
        }
    }

    private static byte[] exif(int orientation, ByteOrder order) {
        ByteBuffer tiff = ByteBuffer.allocate(26).order(order);
        tiff.put(order == ByteOrder.BIG_ENDIAN ? "MM".getBytes(US_ASCII) : "II".getBytes(US_ASCII));
        tiff.putShort((short) 42).putInt(8).putShort((short) 1);
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1);
        return tiff.putShort((short) orientation).array();
    }

    private static byte[] jpeg(byte[] exif) throws IOException {
        byte[] plain = picture("jpg", JPEG_SIDE);
        ByteBuffer tagged = ByteBuffer.allocate(plain.length + exif.length + 10);
        tagged.put(plain, 0, 2).putShort((short) 0xffe1).putShort((short) (exif.length + 8));
        tagged.put("Exif\0\0".getBytes(US_ASCII)).put(exif).put(plain, 2, plain.length - 2);
        return tagged.array();
    }

    private static byte[] png(byte[] exif) throws IOException {
        byte[] plain = picture("png", 1);
        int header = 8 + 25; // signature and IHDR
        byte[] chunk =
                ByteBuffer.allocate(4 + exif.length)
                        .put("eXIf".getBytes(US_ASCII))
                        .put(exif)
                        .array();
        CRC32 crc = new CRC32();
        crc.update(chunk);
        ByteBuffer tagged = ByteBuffer.allocate(plain.length + chunk.length + 8);
        tagged.put(plain, 0, header).putInt(exif.length).put(chunk).putInt((int) crc.getValue());
        tagged.put(plain, header, plain.length - header);
        return tagged.array();
    }

    private static byte[] picture(String format, int side) throws IOException {
        BufferedImage image =
                new BufferedImage(COLUMNS * side, 2 * side, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < 2 * COLUMNS; i++) {
            graphics.setColor(new Color(i * STEP, i * STEP, i * STEP));
            graphics.fillRect(i % COLUMNS * side, i / COLUMNS * side, side, side);
        }
        graphics.dispose();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, file)).isTrue();
        return file.toByteArray();
    }

    /** The letters of the squares, row by row. */
    private static String squares(Picture picture, int side) {
        StringBuilder letters = new StringBuilder();
        for (int y = side / 2; y < picture.height(); y += side) {
            letters.append(letters.isEmpty() ? "" : " ");
            for (int x = side / 2; x < picture.width(); x += side) {
                int grey = picture.bgr()[(y * picture.width() + x) * 3] & 0xff;
                letters.append((char) ('A' + Math.round((double) grey / STEP)));
            }
        }
        return letters.toString();
    }
}
