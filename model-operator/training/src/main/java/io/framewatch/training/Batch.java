package io.framewatch.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Images and targets of one step of one replica. The memory is reused for later steps. */
final class Batch {

    private final ByteBuffer memory;
    private final float[] image;
    private final float[] targets;
    private final int capacity;
    private final int classes;
    private int images;
    private int size;

    Batch(int capacity, int maximumSize, int classes) {
        int values = 3 * maximumSize * maximumSize;
        this.capacity = capacity;
        this.classes = classes;
        this.memory =
                ByteBuffer.allocateDirect(Math.multiplyExact(capacity * Float.BYTES, values))
                        .order(ByteOrder.nativeOrder());
        this.image = new float[capacity * values];
        this.targets = new float[capacity * classes];
    }

    /** Empties the batch and prepares it for images of this width and height. */
    void reset(int number, int newSize) {
        if (number > capacity) {
            throw new IllegalArgumentException(number + " images in a batch for " + capacity);
        }
        images = number;
        size = newSize;
        Arrays.fill(targets, 0);
    }

    /** All images, [N][3][size][size] in row-major order. */
    float[] pixels() {
        return image;
    }

    int imageLength() {
        return 3 * size * size;
    }

    /**
     * The share of each class for each image, [N][classes] in row-major order. The shares of an
     * image sum up to 1.
     */
    float[] targets() {
        return targets;
    }

    /** Copies the images to the engine's memory. */
    void finish() {
        FloatBuffer floats = memory.duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer();
        floats.put(image, 0, images * imageLength());
    }

    /** The memory of the images after {@link #finish()}. */
    ByteBuffer memory() {
        return memory.slice(0, images * imageLength() * Float.BYTES).order(ByteOrder.nativeOrder());
    }

    float[] usedTargets() {
        return Arrays.copyOf(targets, images * classes);
    }

    int images() {
        return images;
    }

    int size() {
        return size;
    }
}
