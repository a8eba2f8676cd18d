package io.framewatch.kernels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes steps as int32. */
final class PlanWriter {

    private int[] ints = new int[1 << 10];
    private int size;

    void step(Step step) {
        int start = size;
        put(step.kind().ordinal(), 0, step.eachImage() ? 1 : 0);
        step.write(this);
        ints[start + 1] = size - start;
    }

    PlanWriter put(int... numbers) {
        if (size + numbers.length > ints.length) {
            ints = Arrays.copyOf(ints, 2 * (size + numbers.length));
        }
        System.arraycopy(numbers, 0, ints, size, numbers.length);
        size += numbers.length;
        return this;
    }

    PlanWriter put(Place place) {
        return put(place.fields());
    }

    PlanWriter put(Geometry geometry) {
        return put(geometry.fields());
    }

    PlanWriter put(boolean flag) {
        return put(flag ? 1 : 0);
    }

    /** The plan in a direct buffer. */
    ByteBuffer buffer() {
        ByteBuffer buffer =
                ByteBuffer.allocateDirect(size * Integer.BYTES).order(ByteOrder.nativeOrder());
        buffer.asIntBuffer().put(ints, 0, size);
        return buffer;
    }
}
