package io.framewatch.classify;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;

/**
 * Images to compare two forms of a model on, always the same ones: stripes of another direction in
 * each image and channel, with noise, so that images that are mixed up are noticed.
 */
final class SampleImages implements AutoCloseable {

    private static final int STRIPE = 192;
    private static final int NOISE = 64;

    private final ModelManifest manifest;
    private final ImageBatch images;

    /** Makes images in the form that the model takes. */
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

    /** What a model computes of all images. */
    Outputs run(Inference inference) {
        return run(inference, images.size());
    }

    /** What a model computes of the first images, in buffers of their own. */
    Outputs run(Inference inference, int count) {
        return run(inference, count, count);
    }

    /** The same with a room for more images in the buffers. */
    Outputs run(Inference inference, int count, int room) {
        int bytes = manifest.input().bytesPerImage();
        Outputs outputs = outputs(inference, room);
        ByteBuffer pixels = images.pixels().slice(0, room * bytes).order(ByteOrder.nativeOrder());
        inference.run(pixels, count, outputs);
        return outputs;
    }

    /**
     * What a model computes of all images, so many in a call.
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
