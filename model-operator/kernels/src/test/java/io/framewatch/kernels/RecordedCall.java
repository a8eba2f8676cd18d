package io.framewatch.kernels;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Calls of the native library that differ in their plan alone, for {@code replay.c}.
 *
 * @param instructions whose kernels are called
 * @param plans int32 each
 * @param buffers the weights and the size of scratch; the caller closes them
 * @param images uint8 [224, 224, 3] each
 * @param outputs lengths of the outputs, and what they must be
 */
record RecordedCall(
        Instructions instructions,
        List<ByteBuffer> plans,
        Plan buffers,
        byte[][] images,
        Outputs outputs) {

    /** A call of one plan. */
    static RecordedCall of(Instructions instructions, Plan plan, byte[][] images, Outputs outputs) {
        return new RecordedCall(instructions, List.of(plan.steps()), plan, images, outputs);
    }

    /**
     * Outputs of all images.
     *
     * @param expected logits and embeddings; empty if any will do
     */
    record Outputs(int logits, int embeddings, Optional<float[][]> expected) {}

    void write(Path file) throws IOException {
        int pixels = Stream.of(images).mapToInt(image -> image.length).sum();
        int[] header = {
            instructions.ordinal(),
            buffers.weights().buffer().capacity() / Float.BYTES,
            buffers.scratch(),
            pixels,
            outputs.logits(),
            outputs.embeddings(),
            images.length,
            outputs.expected().isPresent() ? 1 : 0,
            plans.size()
        };
        ByteBuffer numbers = buffer(header.length);
        numbers.asIntBuffer().put(header);
        try (OutputStream out = Files.newOutputStream(file)) {
            write(numbers, out);
            write(buffers.weights().buffer(), out);
            for (byte[] image : images) {
                out.write(image);
            }
            outputs.expected().stream()
                    .flatMap(Stream::of)
                    .forEach(
                            values -> {
                                ByteBuffer floats = buffer(values.length);
                                floats.asFloatBuffer().put(values);
                                write(floats, out);
                            });
            for (ByteBuffer plan : plans) {
                ByteBuffer length = buffer(1);
                length.putInt(0, plan.capacity() / Integer.BYTES);
                write(length, out);
                write(plan, out);
            }
        }
    }

    private static ByteBuffer buffer(int numbers) {
        return ByteBuffer.allocate(numbers * Float.BYTES).order(ByteOrder.nativeOrder());
    }

    private static void write(ByteBuffer buffer, OutputStream out) {
        byte[] bytes = new byte[buffer.capacity()];
        buffer.duplicate().clear().get(bytes);
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
