package io.framewatch.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.framewatch.mobileformer.Entry;
import io.framewatch.mobileformer.Layer;
import io.framewatch.mobileformer.Tensor;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The entries of a network as arrays of the engine. All arrays are views of one direct buffer. The
 * next forward pass reads what is written there. Updates of batch normalisation in place are
 * visible there. Not thread-safe. The manager given to the constructor owns the arrays.
 */
final class NetworkParameters {

    private final Map<String, NDArray> arrays = new LinkedHashMap<>();
    private final List<Entry> entries;
    private final FloatBuffer values;
    private final NDManager manager;
    private final Map<Float, NDArray> constants = new HashMap<>();

    /**
     * @param manager owner of the arrays
     * @param learning whether backward passes compute gradients
     */
    NetworkParameters(NDManager manager, Variant variant, boolean learning) {
        this.manager = manager;
        entries = entries(variant);
        int size = Math.toIntExact(size(entries));
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(Math.multiplyExact(size, Float.BYTES))
                        .order(ByteOrder.nativeOrder());
        values = bytes.asFloatBuffer();
        int offset = 0;
        for (Entry entry : entries) {
            int length = Math.toIntExact(entry.size());
            ByteBuffer slice =
                    bytes.slice(offset * Float.BYTES, length * Float.BYTES)
                            .order(ByteOrder.nativeOrder());
            NDArray array = manager.create(slice, shape(entry), DataType.FLOAT32);
            array.setRequiresGradient(learning && entry.parameters() > 0);
            arrays.put(entry.name(), array);
            offset += length;
        }
    }

    /** The entries of a network without counters, in their order in the buffer. */
    static List<Entry> entries(Variant variant) {
        return variant.layers().stream()
                .map(Layer::entries)
                .flatMap(List::stream)
                .filter(entry -> entry.role() != Entry.Role.COUNTER)
                .toList();
    }

    /** The array of an entry. */
    NDArray get(String name) {
        return arrays.get(name);
    }

    /**
     * A factor for products. With a plain number, as in {@code x.mul(2)}, the engine frees its
     * array after the forward pass although the backward pass reads it, so that gradients are
     * sometimes wrong.
     */
    NDArray constant(float value) {
        return constants.computeIfAbsent(value, manager::create);
    }

    List<Entry> entries() {
        return entries;
    }

    /** All values in the order of the entries: the memory of the arrays themselves. */
    FloatBuffer values() {
        return values.duplicate();
    }

    /** The values of weights in the order of a variant's entries. */
    static float[] values(Variant variant, Weights weights) {
        weights.requireFit(variant);
        List<Entry> entries = entries(variant);
        FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(size(entries)));
        entries.forEach(entry -> values.put(weights.get(entry.name()).values()));
        return values.array();
    }

    private static long size(List<Entry> entries) {
        return entries.stream().mapToLong(Entry::size).sum();
    }

    /** Weights of values in the order of a variant's entries. */
    static Weights weights(Variant variant, float[] values) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        int offset = 0;
        for (Entry entry : entries(variant)) {
            int end = offset + Math.toIntExact(entry.size());
            tensors.put(
                    entry.name(),
                    new Tensor(entry.shape(), Arrays.copyOfRange(values, offset, end)));
            offset = end;
        }
        return Weights.of(tensors);
    }

    private static Shape shape(Entry entry) {
        return new Shape(
                LongStream.range(0, entry.shape().length)
                        .map(i -> entry.shape()[(int) i])
                        .toArray());
    }
}
