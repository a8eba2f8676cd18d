package io.framewatch.cli.model;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExifOrientationTest {

    private static final int WIDTH = 64;
    private static final int HEIGHT = 32;
    private static final Map<Character, Color> CORNERS =
            Map.of('A', Color.RED, 'B', Color.GREEN, 'C', Color.BLUE, 'D', Color.WHITE);

    @TempDir private Path folder;

    /** The corners of the file are AB over CD; what EXIF 2.3 makes of them. */
    @ParameterizedTest
    @CsvSource({
        "1, ABCD, false",
        "2, BADC, false",
        "3, DCBA, false",
        "4, CDAB, false",
        "5, ACBD, true",
        "6, CADB, true",
        "7, DBCA, true",
        "8, BDAC, true"
    })
    void shouldTurnPhotographsUpright(int orientation, String corners, boolean transposed)
            throws Exception {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            BufferedImage jpeg = ImageFile.read(jpeg(exif(orientation, order)));
            BufferedImage png = ImageFile.read(png(exif(orientation, order)));

            assertThat(jpeg.getWidth()).isEqualTo(transposed ? HEIGHT : WIDTH);
            assertThat(jpeg.getHeight()).isEqualTo(transposed ? WIDTH : HEIGHT);
            assertThat(corners(jpeg)).isEqualTo(corners);
            assertThat(corners(png)).isEqualTo(corners);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "9", "65535"})
    void shouldTakeUnknownValuesForUpright(int orientation) throws Exception {
        Path file = jpeg(exif(orientation, ByteOrder.BIG_ENDIAN));

        assertThat(corners(ImageFile.read(file))).isEqualTo("ABCD");
    }

    @Test
    void shouldReadPicturesWhoseTagsAreDamaged() throws Exception {
        byte[] exif = exif(6, ByteOrder.BIG_ENDIAN);
        for (int length = 0; length < exif.length - 6; length++) {
            assertThat(corners(ImageFile.read(jpeg(Arrays.copyOf(exif, length)))))
                    .as("%d bytes of EXIF", length)
                    .isEqualTo("ABCD");
        }
    }

    private static byte[] exif(int orientation, ByteOrder order) {
        ByteBuffer tiff = ByteBuffer.allocate(26).order(order);
        tiff.put(order == ByteOrder.BIG_ENDIAN ? "MM".getBytes(US_ASCII) : "II".getBytes(US_ASCII));
        tiff.putShort((short) 42).putInt(8).putShort((short) 1);
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1);
        return tiff.putShort((short) orientation).array();
    }

    private Path jpeg(byte[] exif) throws Exception {
        byte[] plain = Files.readAllBytes(quarters("plain.jpg"));
        ByteBuffer tagged = ByteBuffer.allocate(plain.length + exif.length + 10);
        tagged.put(plain, 0, 2).putShort((short) 0xffe1).putShort((short) (exif.length + 8));
        tagged.put("Exif\0\0".getBytes(US_ASCII)).put(exif).put(plain, 2, plain.length - 2);
        return Files.write(folder.resolve("tagged.jpg"), tagged.array());
    }

    private Path png(byte[] exif) throws Exception {
        byte[] plain = Files.readAllBytes(quarters("plain.png"));
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
        return Files.write(folder.resolve("tagged.png"), tagged.array());
    }

    private Path quarters(String name) throws Exception {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < 4; i++) {
            graphics.setColor(CORNERS.get((char) ('A' + i)));
            graphics.fillRect(i % 2 * WIDTH / 2, i / 2 * HEIGHT / 2, WIDTH / 2, HEIGHT / 2);
        }
        graphics.dispose();
        return TestingPictures.write(folder.resolve(name), image);
    }

    private static String corners(BufferedImage image) {
        int right = image.getWidth() - 4;
        int bottom = image.getHeight() - 4;
        return ""
                + corner(image, 3, 3)
                + corner(image, right, 3)
                + corner(image, 3, bottom)
                + corner(image, right, bottom);
    }

    private static char corner(BufferedImage image, int x, int y) {
        Color colour = new Color(image.getRGB(x, y));
        boolean red = colour.getRed() > 128;
        boolean green = colour.getGreen() > 128;
        return red ? green ? 'D' : 'A' : green ? 'B' : 'C';
    }
}
