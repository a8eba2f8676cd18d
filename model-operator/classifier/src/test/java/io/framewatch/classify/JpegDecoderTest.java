package io.framewatch.classify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegDecoderTest {

    private static final int SIDE = 224;

    private final JpegDecoder decoder = new JpegDecoder(SIDE, SIDE);

    @AfterEach
    void close() {
        decoder.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"red-car-420.jpg", "room-422.jpg", "white-car-444.jpg"})
    void shouldDecodeFramesOfAnySubsampling(String name) throws Exception {
        byte[] jpeg = TestingImages.frame(name);

        assertThat(decoder.decode(jpeg)).isEqualTo(expected(jpeg));
    }

    @Test
    void shouldDecodeWithTheJdkThoughAnotherReaderComesFirst() throws Exception {
        byte[] jpeg = TestingImages.frame("red-car-420.jpg");
        byte[] expected = expected(jpeg);
        IIORegistry registry = IIORegistry.getDefaultInstance();
        ImageReaderSpi other = new TestingReaderSpi();
        ImageReaderSpi jdk = JpegDecoder.readerOfTheJdk().getOriginatingProvider();
        registry.registerServiceProvider(other);
        registry.setOrdering(ImageReaderSpi.class, other, jdk);
        try (JpegDecoder besideIt = new JpegDecoder(SIDE, SIDE)) {
            assertThat(ImageIO.getImageReadersByFormatName("jpeg").next().getOriginatingProvider())
                    .isSameAs(other);
            assertThat(besideIt.decode(jpeg)).isEqualTo(expected);
        } finally {
            registry.deregisterServiceProvider(other);
        }
    }

    @Test
    void shouldPutRedFirst() throws Exception {
        int[] pixel = pixel(decoder.decode(TestingImages.frame("red-car-420.jpg")), 96, 208);

        assertThat(pixel[0]).isGreaterThan(pixel[1] + 60).isGreaterThan(pixel[2] + 60);
    }

    @Test
    void shouldDecodeProgressiveImages() throws Exception {
        int[] pixel = pixel(decoder.decode(TestingImages.progressiveJpeg(SIDE, Color.BLUE)), 7, 9);

        assertThat(pixel[0]).isCloseTo(0, within(2));
        assertThat(pixel[1]).isCloseTo(0, within(2));
        assertThat(pixel[2]).isCloseTo(255, within(2));
    }

    @Test
    void shouldSpreadGreyOverTheChannels() throws Exception {
        byte[] pixels = decoder.decode(TestingImages.greyJpeg(SIDE, 137));

        assertThat(pixel(pixels, 100, 3)).containsExactly(137, 137, 137);
    }

    @Test
    void shouldRefuseImagesOfNoBytes() {
        assertThatThrownBy(() -> decoder.decode(new byte[0]))
                .isInstanceOf(UndecodableImageException.class)
                .hasMessageContaining("JPEG of 0 bytes");
    }

    @Test
    void shouldRefuseWhatIsNoJpeg() {
        assertThatThrownBy(() -> decoder.decode("GIF89a, not a JPEG".getBytes(UTF_8)))
                .isInstanceOf(UndecodableImageException.class)
                .hasMessageContaining("Not a JPEG");
    }

    @Test
    void shouldRefuseOtherSizes() {
        assertThatThrownBy(() -> decoder.decode(TestingImages.jpeg(320, 240, Color.RED)))
                .isInstanceOf(UndecodableImageException.class)
                .hasMessageContaining("is 320x240: must be 224x224");
    }

    @Test
    void shouldRefuseFourChannels() {
        assertThatThrownBy(() -> decoder.decode(TestingImages.cmykJpeg(SIDE)))
                .isInstanceOf(UndecodableImageException.class)
                .hasMessageContaining("must be of one or three channels");
    }

    @Test
    void shouldRefuseAnImageThatIsTruncatedAnywhere() {
        byte[] jpeg = TestingImages.frame("red-car-420.jpg");

        for (int length = 0; length < jpeg.length; length++) {
            byte[] truncated = Arrays.copyOf(jpeg, length);
            assertThatThrownBy(() -> decoder.decode(truncated))
                    .as("first %d of %d bytes", length, jpeg.length)
                    .isInstanceOf(UndecodableImageException.class);
        }
    }

    @Test
    void shouldRefuseAnImageWithAHole() {
        byte[] jpeg = TestingImages.frame("red-car-420.jpg");
        Arrays.fill(jpeg, jpeg.length / 2, jpeg.length / 2 + 32, (byte) 0);

        assertThatThrownBy(() -> decoder.decode(jpeg))
                .isInstanceOf(UndecodableImageException.class)
                .hasMessageContaining("is damaged: Corrupt JPEG data");
    }

    @Test
    void shouldDecodeOnAfterABadImage() throws Exception {
        byte[] jpeg = TestingImages.frame("room-422.jpg");
        byte[] truncated = Arrays.copyOf(jpeg, jpeg.length / 2);

        assertThatThrownBy(() -> decoder.decode(truncated))
                .isInstanceOf(UndecodableImageException.class);

        assertThat(decoder.decode(jpeg)).isEqualTo(expected(jpeg));
    }

    private static byte[] expected(byte[] jpeg) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
        byte[] rgb = new byte[SIDE * SIDE * 3];
        int i = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int argb = image.getRGB(x, y);
                rgb[i++] = (byte) (argb >> 16);
                rgb[i++] = (byte) (argb >> 8);
                rgb[i++] = (byte) argb;
            }
        }
        return rgb;
    }

    private static int[] pixel(byte[] rgb, int x, int y) {
        int at = (y * SIDE + x) * 3;
        return new int[] {rgb[at] & 0xff, rgb[at + 1] & 0xff, rgb[at + 2] & 0xff};
    }
}
