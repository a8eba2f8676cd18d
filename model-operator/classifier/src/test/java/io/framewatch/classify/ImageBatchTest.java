package io.framewatch.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.classify.ModelInput.Layout;
import io.framewatch.classify.ModelInput.Normalisation;
import io.framewatch.classify.ModelInput.Type;
import java.awt.Color;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageBatchTest {

    private static final int WIDTH = 2;
    private static final int HEIGHT = 1;
    private static final byte[] LEFT_RIGHT = {0, 51, 102, (byte) 153, (byte) 204, (byte) 255};

    @Test
    void shouldKeepBytesOfInterleavedModels() throws Exception {
        ByteBuffer pixels = pixels(Layout.NHWC, Type.UINT8, null, null);

        assertThat(bytes(pixels)).isEqualTo(LEFT_RIGHT);
    }

    @Test
    void shouldSplitBytesIntoPlanes() throws Exception {
        ByteBuffer pixels = pixels(Layout.NCHW, Type.UINT8, null, null);

        assertThat(bytes(pixels)).containsExactly(0, 153, 51, 204, 102, 255);
    }

    @Test
    void shouldScaleFloatsToOne() throws Exception {
        ByteBuffer pixels = pixels(Layout.NHWC, Type.FLOAT32, null, null);

        assertThat(floats(pixels)).containsExactly(0, 0.2f, 0.4f, 0.6f, 0.8f, 1);
    }

    @Test
    void shouldNormaliseFloatsByChannel() throws Exception {
        ByteBuffer pixels =
                pixels(Layout.NCHW, Type.FLOAT32, List.of(0f, 0.2f, 0.4f), List.of(0.5f, 1f, 2f));

        assertThat(floats(pixels)).containsExactly(0, 1.2f, 0, 0.8f - 0.2f, 0, 0.3f);
    }

    @Test
    void shouldSayHowLongTheLatestImageWasDecoded() throws Exception {
        try (ImageBatch batch = batch(Layout.NHWC, Type.UINT8, null, null)) {
            batch.addJpeg(TestingImages.jpeg(WIDTH, HEIGHT, Color.RED));
            assertThat(batch.decodeNanos()).isPositive();

            batch.addRgb(LEFT_RIGHT);
            assertThat(batch.decodeNanos()).isZero();
        }
    }

    @Test
    void shouldRefuseRawImagesOfOtherSizesAndStayAsItWas() throws Exception {
        try (ImageBatch batch = batch(Layout.NHWC, Type.UINT8, null, null)) {
            batch.addRgb(LEFT_RIGHT);

            assertThatThrownBy(() -> batch.addRgb(new byte[7]))
                    .isInstanceOf(UndecodableImageException.class)
                    .hasMessage("raw image of 7 bytes must have 6 (2x1 RGB)");
            assertThatThrownBy(() -> batch.addJpeg(new byte[7]))
                    .isInstanceOf(UndecodableImageException.class);

            assertThat(batch.size()).isEqualTo(1);
            assertThat(bytes(firstImage(batch))).isEqualTo(LEFT_RIGHT);
        }
    }

    @Test
    void shouldTakeNoMoreThanItsCapacityUntilItIsCleared() throws Exception {
        try (ImageBatch batch = batch(Layout.NHWC, Type.UINT8, null, null)) {
            batch.addRgb(LEFT_RIGHT);
            assertThat(batch.isFull()).isFalse();
            batch.addRgb(LEFT_RIGHT);

            assertThat(batch.isFull()).isTrue();
            assertThatThrownBy(() -> batch.addRgb(LEFT_RIGHT))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("batch of 2 images is full");

            batch.clear();
            batch.addRgb(LEFT_RIGHT);
            assertThat(batch.size()).isEqualTo(1);
        }
    }

    @Test
    void shouldRefuseACapacityOfNothing() {
        assertThatThrownBy(
                        () -> new ImageBatch(manifest(Layout.NHWC, Type.UINT8, null, null), 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("capacity 0 must be at least 1");
    }

    private static ByteBuffer pixels(Layout layout, Type type, List<Float> mean, List<Float> std)
            throws Exception {
        try (ImageBatch batch = batch(layout, type, mean, std)) {
            batch.addRgb(LEFT_RIGHT);
            return firstImage(batch);
        }
    }

    private static ByteBuffer firstImage(ImageBatch batch) {
        return batch.pixels()
                .slice(0, batch.manifest().input().bytesPerImage())
                .order(ByteOrder.nativeOrder());
    }

    private static ImageBatch batch(Layout layout, Type type, List<Float> mean, List<Float> std) {
        return new ImageBatch(manifest(layout, type, mean, std), 2, 0);
    }

    private static ModelManifest manifest(
            Layout layout, Type type, List<Float> mean, List<Float> std) {
        ModelInput input =
                new ModelInput("image", WIDTH, HEIGHT, layout, type, new Normalisation(mean, std));
        return new ModelManifest(
                "test", "1", input, new ModelOutputs("logits", null, List.of("a")), true, "None.");
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static float[] floats(ByteBuffer buffer) {
        float[] floats = new float[buffer.remaining() / Float.BYTES];
        buffer.asFloatBuffer().get(floats);
        return floats;
    }
}
