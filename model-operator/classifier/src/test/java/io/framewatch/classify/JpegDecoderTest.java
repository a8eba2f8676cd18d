package io.framewatch.classify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JpegDecoderTest {

    private static final int SIDE = 224;
    private static final byte HUFFMAN_TABLES = (byte) 0xc4;
    private static final byte QUANTISATION_TABLES = (byte) 0xdb;
    private static final byte BASELINE = (byte) 0xc0;

    private final JpegDecoder decoder = new JpegDecoder(SIDE, SIDE);

    @AfterEach
    void close() {
        decoder.close();
    }

    /** The JDK's reader interpolates colours between pixels, FFmpeg repeats them. */
    @ParameterizedTest
    @ValueSource(strings = {"red-car-420.jpg", "room-422.jpg", "white-car-444.jpg"})
    void shouldDecodeFramesOfAnySubsamplingNearlyAsTheJdk(String name) throws Exception {
        byte[] jpeg = TestingImages.frame(name);

        assertThat(meanDifference(decode(jpeg), decodedByJdk(jpeg))).isLessThan(1.5);
    }

    /** FFmpeg leaves out the last columns of some widths if rows have no padding. */
    @ParameterizedTest
    @CsvSource({"224, 223", "222, 224", "226, 226", "300, 200", "7, 5", "2, 1", "1, 1"})
    void shouldDecodeEveryColumnOfAnySize(int width, int height) throws Exception {
        byte[] jpeg = TestingImages.slopeJpeg(width, height);
        ByteBuffer pixels = ByteBuffer.allocateDirect(width * height * 3);
        try (JpegDecoder other = new JpegDecoder(width, height)) {
            other.decode(jpeg, pixels);
        }

        byte[] expected = decodedByJdk(jpeg);
        for (int i = 0; i < expected.length; i++) {
            assertThat(pixels.get(i) & 0xff)
                    .as("value %d of %dx%d", i, width, height)
                    .isCloseTo(expected[i] & 0xff, within(5));
        }
    }

    @Test
    void shouldPutRedFirst() throws Exception {
        int[] pixel = pixel(decode(TestingImages.frame("red-car-420.jpg")), 96, 208);

        assertThat(pixel[0]).isGreaterThan(pixel[1] + 60).isGreaterThan(pixel[2] + 60);
    }

    @Test
    void shouldDecodeProgressiveImages() throws Exception {
        int[] pixel = pixel(decode(TestingImages.progressiveJpeg(SIDE, Color.BLUE)), 7, 9);

        assertThat(pixel[0]).isCloseTo(0, within(2));
        assertThat(pixel[1]).isCloseTo(0, within(2));
        assertThat(pixel[2]).isCloseTo(255, within(2));
    }

    @Test
    void shouldSpreadGreyOverTheChannels() throws Exception {
        byte[] pixels = decode(TestingImages.greyJpeg(SIDE, 137));

        assertThat(pixel(pixels, 100, 3)).containsExactly(137, 137, 137);
    }

    @Test
    void shouldNotMindWhatFollowsTheEnd() throws Exception {
        byte[] jpeg = TestingImages.frame("red-car-420.jpg");

        assertThat(decode(Arrays.copyOf(jpeg, jpeg.length + 100))).isEqualTo(decode(jpeg));
    }

    @Test
    void shouldNotMindFillBytesBeforeAMarker() throws Exception {
        byte[] jpeg = TestingImages.frame("red-car-420.jpg");
        int at = segment(jpeg, QUANTISATION_TABLES);
        ByteBuffer filled = ByteBuffer.allocate(jpeg.length + 3).put(jpeg, 0, at);
        filled.put(new byte[] {-1, -1, -1}).put(jpeg, at, jpeg.length - at);

        assertThat(decode(filled.array())).isEqualTo(decode(jpeg));
    }

    @Test
    void shouldRefuseImagesOfNoBytes() {
        assertRefused(new byte[0], "JPEG of 0 bytes is no JPEG: must begin with ff d8");
    }

    @Test
    void shouldRefuseWhatIsNoJpeg() {
        assertRefused("GIF89a, not a JPEG".getBytes(UTF_8), "is no JPEG: must begin with ff d8");
    }

    @Test
    void shouldRefuseOtherSizes() {
        assertRefused(TestingImages.jpeg(320, 240, Color.RED), "is 320x240: must be 224x224");
    }

    @Test
    void shouldRefuseFourChannels() {
        assertRefused(
                TestingImages.cmykJpeg(SIDE),
                "has 4 channels of 8 bits: must have one or three of 8");
    }

    @Test
    void shouldRefuseOtherKindsOfCompression() {
        byte[] jpeg = TestingImages.frame("red-car-420.jpg");
        jpeg[segment(jpeg, BASELINE) + 1] = (byte) 0xc9;

        assertRefused(jpeg, "is of kind SOF9: must be baseline or progressive, in Huffman's code");
    }

    @ParameterizedTest
    @ValueSource(bytes = {HUFFMAN_TABLES, QUANTISATION_TABLES})
    void shouldRefuseToUseTheTablesOfTheImageBefore(byte marker) throws Exception {
        byte[] jpeg = TestingImages.frame("red-car-420.jpg");
        decode(jpeg);

        assertRefused(without(jpeg, marker), "must bring every table that it uses");
    }

    @Test
    void shouldRefuseAnImageThatIsTruncatedAnywhere() {
        byte[] jpeg = TestingImages.frame("red-car-420.jpg");

        for (int length = 0; length < jpeg.length; length++) {
            byte[] truncated = Arrays.copyOf(jpeg, length);
            assertThatThrownBy(() -> decode(truncated))
                    .as("first %d of %d bytes", length, jpeg.length)
                    .isInstanceOf(UndecodableImageException.class);
        }
    }

    @Test
    void shouldRefuseAnImageThatEndsHalfway() {
        byte[] jpeg = TestingImages.frame("red-car-420.jpg");
        byte[] half = Arrays.copyOf(jpeg, jpeg.length / 2);
        half[half.length - 2] = (byte) 0xff;
        half[half.length - 1] = (byte) 0xd9;

        assertRefused(half, "is damaged: Invalid data found when processing input");
    }

    @Test
    void shouldRefuseAnImageWithAHole() {
        byte[] jpeg = TestingImages.frame("red-car-420.jpg");
        Arrays.fill(jpeg, jpeg.length / 2, jpeg.length / 2 + 32, (byte) 0);

        assertRefused(jpeg, "is damaged: Invalid data found when processing input");
    }

    @Test
    void shouldDecodeTheSameAfterAnyDamagedImage() throws Exception {
        byte[] jpeg = TestingImages.frame("room-422.jpg");
        byte[] expected = decode(jpeg);
        Random random = new Random(4);
        int refused = 0;
        for (int attempt = 0; attempt < 2000; attempt++) {
            byte[] damaged = TestingImages.frame("red-car-420.jpg");
            for (int i = random.nextInt(5); i >= 0; i--) {
                int among = random.nextBoolean() ? 700 : damaged.length;
                damaged[random.nextInt(among)] = (byte) random.nextInt();
            }
            try {
                decode(damaged);
            } catch (UndecodableImageException e) {
                refused++;
            }
            assertThat(decode(jpeg)).as("after attempt %d", attempt).isEqualTo(expected);
        }
        assertThat(refused).isBetween(500, 1900);
    }

    private byte[] decode(byte[] jpeg) throws UndecodableImageException {
        ByteBuffer pixels = ByteBuffer.allocateDirect(SIDE * SIDE * 3);
        decoder.decode(jpeg, pixels);
        byte[] rgb = new byte[pixels.capacity()];
        pixels.get(0, rgb);
        return rgb;
    }

    private void assertRefused(byte[] jpeg, String reason) {
        assertThatThrownBy(() -> decode(jpeg))
                .isInstanceOf(UndecodableImageException.class)
                .hasMessageContaining(reason);
    }

    /** The offset of the first segment of a kind. */
    private static int segment(byte[] jpeg, byte marker) {
        int at = 2;
        while (jpeg[at + 1] != marker) {
            at += 2 + ByteBuffer.wrap(jpeg).getShort(at + 2);
        }
        return at;
    }

    private static byte[] without(byte[] jpeg, byte marker) {
        int at = segment(jpeg, marker);
        int length = 2 + ByteBuffer.wrap(jpeg).getShort(at + 2);
        byte[] rest = Arrays.copyOf(jpeg, jpeg.length - length);
        System.arraycopy(jpeg, at + length, rest, at, rest.length - at);
        return rest;
    }

    private static byte[] decodedByJdk(byte[] jpeg) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
        byte[] rgb = new byte[image.getWidth() * image.getHeight() * 3];
        int i = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int argb = image.getRGB(x, y);
                rgb[i++] = (byte) (argb >> 16);
                rgb[i++] = (byte) (argb >> 8);
                rgb[i++] = (byte) argb;
            }
        }
        return rgb;
    }

    private static double meanDifference(byte[] one, byte[] other) {
        long sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.abs((one[i] & 0xff) - (other[i] & 0xff));
        }
        return (double) sum / one.length;
    }

    private static int[] pixel(byte[] rgb, int x, int y) {
        int at = (y * SIDE + x) * 3;
        return new int[] {rgb[at] & 0xff, rgb[at + 1] & 0xff, rgb[at + 2] & 0xff};
    }
}
