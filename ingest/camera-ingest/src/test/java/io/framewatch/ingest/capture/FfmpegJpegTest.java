package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.CameraId;
import io.framewatch.ingest.TestingClips;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's writer, which is the Independent JPEG Group's, is the reference. */
class FfmpegJpegTest {

    private static final int PIXELS = Fit.SIZE * Fit.SIZE;
    private static final int APP0 = 0xe0;
    private static final int DQT = 0xdb;
    private static final int SOF0 = 0xc0;
    private static final int DHT = 0xc4;
    private static final int SOS = 0xda;
    private static final int TABLE = 64;

    /** FFmpeg's, instead of what belongs to the quality. */
    private static final int DC_STEP = 8;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 49, 50, 51, 75, 90, 99, 100})
    void shouldQuantiseAsTheQualityOfTheIndependentJpegGroupSays(int quality) throws Exception {
        Map<Integer, byte[]> tables = tables(jpeg(quality, noise()));

        Map<Integer, byte[]> expected = tables(byJdk(quality, new byte[3 * PIXELS]));
        expected.values().forEach(table -> table[0] = DC_STEP);
        assertThat(tables).containsOnlyKeys(0, 1);
        assertThat(tables.get(0)).isEqualTo(expected.get(0));
        assertThat(tables.get(1)).isEqualTo(expected.get(1));
    }

    @Test
    void shouldWriteBaselineJfifAndNoComment() throws Exception {
        Map<Integer, byte[]> segments = segments(jpeg(90, noise()));

        assertThat(segments.keySet()).containsExactly(APP0, DQT, DHT, SOF0, SOS);
        assertThat(segments.get(APP0)).startsWith('J', 'F', 'I', 'F', 0, 1);
        // 8 bits, 224 x 224, Y of 2 x 2 by table 0, Cb and Cr of 1 x 1 by table 1
        assertThat(segments.get(SOF0))
                .containsExactly(8, 0, 224, 0, 224, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1);
    }

    @Test
    void shouldKeepColoursAndPlaces() throws Exception {
        BufferedImage image = decoded(jpeg(90, colours(170, 180, 60, 31, 90, 200)));

        assertThat(image.getWidth()).isEqualTo(224);
        assertThat(image.getHeight()).isEqualTo(224);
        assertColour(image.getRGB(200, 10), 170, 180, 60);
        assertColour(image.getRGB(20, 200), 31, 90, 200);
    }

    @Test
    void shouldUseTheFullRange() throws Exception {
        BufferedImage image = decoded(jpeg(90, colours(255, 128, 128, 0, 128, 128)));

        assertThat(image.getRGB(200, 10)).isEqualTo(Color.WHITE.getRGB());
        assertThat(image.getRGB(20, 200)).isEqualTo(Color.BLACK.getRGB());
    }

    @Test
    void shouldTradeQualityForSize() throws Exception {
        byte[] noise = noise();

        assertThat(jpeg(1, noise).length)
                .isLessThan(jpeg(50, noise).length / 4)
                .isLessThan(jpeg(100, noise).length / 16);
    }

    @Test
    void shouldShowEachPictureAlone() throws Exception {
        byte[] noise = noise();
        byte[] colours = colours(170, 180, 60, 31, 90, 200);
        try (FfmpegJpeg encoder = FfmpegJpeg.open(90)) {
            byte[] first = encoder.encode(noise);
            byte[] second = encoder.encode(colours);

            assertThat(encoder.encode(noise)).isEqualTo(first);
            assertThat(encoder.encode(colours)).isEqualTo(second).isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 75, 90, 100})
    void shouldShowPicturesAsGoodAsTheJdk(int quality) throws Exception {
        CameraOptions camera = CameraOptions.of(new CameraId("test"), TestingClips.CARS.toString());
        try (Video video = FfmpegVideo.open(VideoSource.of(camera.video(), null), new Deadline());
                FfmpegJpeg encoder = FfmpegJpeg.open(quality)) {
            for (int picture = 0; picture < 200 && video.next(); picture++) {
                if (picture % 20 == 0) {
                    byte[] rgb = video.rgb(Region.WHOLE, Fit.CROP);
                    byte[] expected = rgb(decoded(byJdk(quality, rgb)));
                    byte[] jpeg = rgb(decoded(encoder.encode(video, Region.WHOLE, Fit.CROP)));
                    assertThat(TestingPictures.difference(jpeg, rgb))
                            .isLessThan(TestingPictures.difference(expected, rgb) + 0.4);
                }
            }
        }
    }

    @Test
    void shouldCloseMoreThanOnce() throws Exception {
        FfmpegJpeg encoder = FfmpegJpeg.open(90);

        encoder.close();
        encoder.close();
    }

    private static byte[] jpeg(int quality, byte[] ycbcr) throws CaptureException {
        try (FfmpegJpeg encoder = FfmpegJpeg.open(quality)) {
            return encoder.encode(ycbcr);
        }
    }

    private static byte[] noise() {
        byte[] noise = new byte[3 * PIXELS];
        new Random(1).nextBytes(noise);
        return noise;
    }

    /** Two colours, one above the other, in YCbCr. */
    private static byte[] colours(int... ycbcr) {
        byte[] planes = new byte[3 * PIXELS];
        for (int plane = 0; plane < 3; plane++) {
            int start = plane * PIXELS;
            Arrays.fill(planes, start, start + PIXELS / 2, (byte) ycbcr[plane]);
            Arrays.fill(planes, start + PIXELS / 2, start + PIXELS, (byte) ycbcr[3 + plane]);
        }
        return planes;
    }

    private static void assertColour(int argb, int y, int cb, int cr) {
        Color colour = new Color(argb);
        byte[] expected = TestingPictures.rgb((byte) y, (byte) cb, (byte) cr);
        assertThat(colour.getRed()).isCloseTo(expected[0] & 0xff, within());
        assertThat(colour.getGreen()).isCloseTo(expected[1] & 0xff, within());
        assertThat(colour.getBlue()).isCloseTo(expected[2] & 0xff, within());
    }

    private static org.assertj.core.data.Offset<Integer> within() {
        return org.assertj.core.data.Offset.offset(3);
    }

    private static byte[] byJdk(int quality, byte[] rgb) throws IOException {
        BufferedImage image = new BufferedImage(Fit.SIZE, Fit.SIZE, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < PIXELS; i++) {
            Color colour =
                    new Color(rgb[3 * i] & 0xff, rgb[3 * i + 1] & 0xff, rgb[3 * i + 2] & 0xff);
            image.setRGB(i % Fit.SIZE, i / Fit.SIZE, colour.getRGB());
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality / 100f);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static BufferedImage decoded(byte[] jpeg) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }

    private static byte[] rgb(BufferedImage image) {
        ByteBuffer rgb = ByteBuffer.allocate(3 * PIXELS);
        for (int i = 0; i < PIXELS; i++) {
            int argb = image.getRGB(i % Fit.SIZE, i / Fit.SIZE);
            rgb.put((byte) (argb >> 16)).put((byte) (argb >> 8)).put((byte) argb);
        }
        return rgb.array();
    }

    /** The quantisation tables by their numbers, in zigzag order. */
    private static Map<Integer, byte[]> tables(byte[] jpeg) {
        Map<Integer, byte[]> tables = new LinkedHashMap<>();
        ByteBuffer segment = ByteBuffer.wrap(segments(jpeg).get(DQT));
        while (segment.hasRemaining()) {
            int number = segment.get(); // below 16: one byte a value
            byte[] table = new byte[TABLE];
            segment.get(table);
            tables.put(number, table);
        }
        return tables;
    }

    /** What lies before the scan, by marker; segments of one marker become one. */
    private static Map<Integer, byte[]> segments(byte[] jpeg) {
        Map<Integer, byte[]> segments = new LinkedHashMap<>();
        ByteBuffer all = ByteBuffer.wrap(jpeg);
        assertThat(all.getShort()).isEqualTo((short) 0xffd8);
        int marker = 0;
        while (marker != SOS) {
            marker = all.getShort() & 0xff;
            byte[] segment = new byte[(all.getShort() & 0xffff) - 2];
            all.get(segment);
            segments.merge(marker, segment, FfmpegJpegTest::concatenated);
        }
        return segments;
    }

    private static byte[] concatenated(byte[] a, byte[] b) {
        return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
    }
}
