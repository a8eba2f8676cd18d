package io.framewatch.classify;

import static io.framewatch.classify.ModelInput.CHANNELS;

import io.framewatch.classify.ModelInput.Layout;
import io.framewatch.classify.ModelInput.Type;
import java.nio.ByteBuffer;

/** Writes RGB images into a model's input tensor in its layout and type. Thread-safe. */
final class PixelWriter {

    private static final int BYTE_VALUES = 256;

    private final boolean interleaved;
    private final boolean bytes;
    private final int pixels;
    private final float[][] floats;

    PixelWriter(ModelInput input) {
        interleaved = input.layout() == Layout.NHWC;
        bytes = input.type() == Type.UINT8;
        pixels = input.width() * input.height();
        floats = new float[CHANNELS][BYTE_VALUES];
        for (int channel = 0; channel < CHANNELS; channel++) {
            float mean = input.normalisation().mean().get(channel);
            float std = input.normalisation().std().get(channel);
            for (int value = 0; value < BYTE_VALUES; value++) {
                floats[channel][value] = (value / 255f - mean) / std;
            }
        }
    }

    /** Whether the tensor of an image is the image itself. */
    boolean takesRgb() {
        return interleaved && bytes;
    }

    /**
     * Writes one image.
     *
     * @param rgb RGB, 8 bits a channel, rows from the top without padding, from position 0
     * @param tensor exactly the bytes of this image in the tensor, in native order
     */
    void write(ByteBuffer rgb, ByteBuffer tensor) {
        if (takesRgb()) {
            tensor.put(rgb);
            return;
        }
        for (int i = 0; i < rgb.limit(); i++) {
            int channel = i % CHANNELS;
            int index = interleaved ? i : channel * pixels + i / CHANNELS;
            if (bytes) {
                tensor.put(index, rgb.get(i));
            } else {
                tensor.putFloat(index * Float.BYTES, floats[channel][rgb.get(i) & 0xff]);
            }
        }
    }
}
