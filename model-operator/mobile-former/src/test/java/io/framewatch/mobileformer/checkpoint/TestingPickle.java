package io.framewatch.mobileformer.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes a pickle of protocol 2, operation by operation. */
final class TestingPickle {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    TestingPickle() {
        operations("\u0080\u0002");
    }

    /** Operations without an operand (and operands of one byte), as Latin-1. */
    TestingPickle operations(String latin1) {
        latin1.chars().forEach(bytes::write);
        return this;
    }

    TestingPickle text(String text) {
        return operations("X").int32(text.getBytes(UTF_8).length).operations(text);
    }

    TestingPickle number(int number) {
        return operations("J").int32(number);
    }

    TestingPickle tuple(int... numbers) {
        operations("(");
        for (int number : numbers) {
            number(number);
        }
        return operations("t");
    }

    TestingPickle global(String module, String name) {
        return operations("c" + module + "\n" + name + "\n");
    }

    /** A contiguous tensor of float32 that fills the storage of this key. */
    TestingPickle tensor(String key, int size, int... shape) {
        int[] strides = new int[shape.length];
        int stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        return tensor(key, "FloatStorage", size, 0, shape, strides);
    }

    TestingPickle tensor(
            String key, String storage, int size, int offset, int[] shape, int[] strides) {
        return global("torch._utils", "_rebuild_tensor_v2")
                .operations("((")
                .text("storage")
                .global("torch", storage)
                .text(key)
                .text("cpu")
                .number(size)
                .operations("tQ")
                .number(offset)
                .tuple(shape)
                .tuple(strides)
                .operations("\u0089")
                .global("collections", "OrderedDict")
                .operations(")RtR");
    }

    TestingPickle int32(int number) {
        ByteBuffer buffer = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.writeBytes(buffer.putInt(number).array());
        return this;
    }

    byte[] stop() {
        operations(".");
        return bytes.toByteArray();
    }
}
