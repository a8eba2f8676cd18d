package io.framewatch.classify;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;

/**
 * Fixed images to compare two forms of a model. Each image and channel has stripes of another
 * direction and noise, so that a mix-up of images is noticed.
 */
final class SampleImages implements AutoCloseable {

    private static final int STRIPE = 192;
    private static final int NOISE = 64;

    private final ModelManifest manifest;
    private final ImageBatch images;

    /** Makes images in the model's layout. */
    SampleImages(ModelManifest manifest, int count) {
        this.manifest = manifest;
        images = new ImageBatch(manifest, count, 0);
        Random random = new Random(1);
        try {
            for (int i = 0; i < count; i++) {
                images.addRgb(image(i, random));
            }
        } catch (UndecodableImageException e) {
            throw new IllegalStateException("images are made in the model's size", e);
        }
    }

    int count() {
        return images.size();
    }

    /** The model's outputs for all images. */
    Outputs run(Inference inference) {
        return run(inference, images.size());
    }

    /** The model's outputs for the first images, in buffers of their own. */
    Outputs run(Inference inference, int count) {
        return run(inference, count, count);
    }

    /** The same with room for more images in the buffers. */
    Outputs run(Inference inference, int count, int room) {
        int bytes = manifest.input().bytesPerImage();
        Outputs outputs = outputs(inference, room);
        ByteBuffer pixels = images.pixels().slice(0, room * bytes).order(ByteOrder.nativeOrder());
        inference.run(pixels, count, outputs);
        return outputs;
    }

    /**
     * The model's outputs for all images, with {@code batch} images a call.
     *
     * @param batch a divisor of the number of images
     */
    Outputs runInBatches(Inference inference, int batch) {
        int bytes = manifest.input().bytesPerImage();
        Outputs outputs = outputs(inference, images.size());
        for (int first = 0; first < images.size(); first += batch) {
            inference.run(
                    images.pixels()
                            .slice(first * bytes, batch * bytes)
                            .order(ByteOrder.nativeOrder()),
                    batch,
                    outputs.part(first, batch, images.size()));
        }
        return outputs;
    }

    private Outputs outputs(Inference inference, int room) {
        int length = inference.embeddingLength();
        return new Outputs(
                floats(room * manifest.labels().size()),
                length == 0 ? null : floats(room * length));
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public void close() {
        images.close();
    }

    private byte[] image(int number, Random random) {
        ModelInput input = manifest.input();
        byte[] rgb = new byte[input.valuesPerImage()];
        for (int i = 0; i < rgb.length; i++) {
            int channel = i % ModelInput.CHANNELS;
            int pixel = i / ModelInput.CHANNELS;
            int x = pixel % input.width();
            int y = pixel / input.width();
            int stripe = (x * (number + 1) + y * (channel + 1)) % STRIPE;
            rgb[i] = (byte) (stripe + random.nextInt(NOISE));
        }
        return rgb;
    }
}
