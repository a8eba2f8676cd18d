package io.framewatch.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.classify.UndecodableImageException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp", "gif"})
    void shouldReadColours(String format) throws Exception {
        Path file =
                TestingPictures.plain(
                        folder.resolve("picture." + format), 40, 30, new Color(204, 102, 51));

        BufferedImage image = ImageFile.read(file);

        assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_3BYTE_BGR);
        Color read = new Color(image.getRGB(20, 15));
        assertThat(read.getRed()).isBetween(202, 206);
        assertThat(read.getGreen()).isBetween(100, 104);
        assertThat(read.getBlue()).isBetween(49, 53);
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
    void shouldNotBrightenGrey(int type) throws Exception {
        BufferedImage grey = new BufferedImage(40, 30, type);
        WritableRaster raster = grey.getRaster();
        int value = type == BufferedImage.TYPE_BYTE_GRAY ? 128 : 128 << 8;
        for (int i = 0; i < 40 * 30; i++) {
            raster.setSample(i % 40, i / 40, 0, value);
        }

        BufferedImage image =
                ImageFile.read(TestingPictures.write(folder.resolve("grey.png"), grey));

        assertThat(new Color(image.getRGB(20, 15))).isEqualTo(new Color(128, 128, 128));
    }

    /** Written by Pillow, which converts it to 235, 51, 51; so do browsers. */
    @Test
    void shouldReadCmyk() throws Exception {
        Path file = Path.of(ImageFileTest.class.getResource("cmyk.jpg").toURI());

        Color read = new Color(ImageFile.read(file).getRGB(8, 8));

        assertThat(read.getRed()).isBetween(232, 238);
        assertThat(read.getGreen()).isBetween(48, 54);
        assertThat(read.getBlue()).isBetween(48, 54);
    }

    @Test
    void shouldTurnPhotographsUpright() throws Exception {
        byte[] plain =
                Files.readAllBytes(
                        TestingPictures.plain(folder.resolve("plain.jpg"), 40, 30, Color.RED));
        byte[] turned = // EXIF with the tag 0x0112: 6, a quarter turn
                HexFormat.of()
                        .parseHex(
                                "ffe10022457869660000"
                                        + "4d4d002a000000080001"
                                        + "011200030000000100060000"
                                        + "00000000");
        ByteBuffer file = ByteBuffer.allocate(plain.length + turned.length);
        file.put(plain, 0, 2).put(turned).put(plain, 2, plain.length - 2);

        BufferedImage image =
                ImageFile.read(Files.write(folder.resolve("turned.jpg"), file.array()));

        assertThat(image.getWidth()).isEqualTo(30);
        assertThat(image.getHeight()).isEqualTo(40);
        assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_3BYTE_BGR);
    }

    @Test
    void shouldShowWhiteThroughWhatIsTransparent() throws Exception {
        BufferedImage clear = new BufferedImage(40, 30, BufferedImage.TYPE_INT_ARGB);

        BufferedImage image =
                ImageFile.read(TestingPictures.write(folder.resolve("clear.png"), clear));

        assertThat(new Color(image.getRGB(20, 15))).isEqualTo(Color.WHITE);
    }

    @Test
    void shouldRefusePicturesThatFillTheMemory() throws Exception {
        BufferedImage huge = new BufferedImage(10_000, 5_001, BufferedImage.TYPE_BYTE_BINARY);
        Path file = TestingPictures.write(folder.resolve("huge.png"), huge);

        assertThatThrownBy(() -> ImageFile.read(file))
                .isInstanceOf(UndecodableImageException.class)
                .hasMessage("it is 10000x5001: must be at most 50000000 pixels");
    }
}
