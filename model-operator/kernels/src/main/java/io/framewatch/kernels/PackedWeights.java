package io.framewatch.kernels;

import java.util.Arrays;

/** Collects weights in the order in which the kernels read them. */
final class PackedWeights {

    /** Outputs in a register block: {@code MAX_OUTPUTS} of {@code vectors.h}. */
    static final int MAX_OUTPUTS = 6;

    private static final int ALIGNMENT = 16;

    private final Lanes lanes;
    private float[] floats = new float[1 << 16];
    private int size;

    PackedWeights(Lanes lanes) {
        this.lanes = lanes;
    }

    int size() {
        return size;
    }

    /** Adds numbers as they are and returns their offset. */
    int add(float... numbers) {
        int offset = begin();
        append(numbers);
        return offset;
    }

    /**
     * Adds some outputs of a convolution for register blocks. Outputs go in chunks of nearly equal
     * size; of each chunk first the biases, then for each input a number of each output.
     *
     * @param outputs the outputs in their order
     * @param inputs the inputs in their order; for a depthwise convolution the taps
     */
    int addTiles(Layer layer, int[] outputs, int[] inputs) {
        int offset = begin();
        appendTiles(layer, outputs, inputs);
        return offset;
    }

    /** Adds tiles of several sets of outputs, one behind the other. */
    int addTiles(Layer layer, int[][] outputs, int[] inputs) {
        int offset = begin();
        for (int[] some : outputs) {
            appendTiles(layer, some, inputs);
        }
        return offset;
    }

    /**
     * Adds a linear layer in panels: of each panel first the bias, then for each input the weights
     * of its outputs, all padded with zeros to whole panels.
     */
    int addPanels(Layer layer) {
        int offset = begin();
        int width = lanes.panel();
        for (int first = 0; first < layer.outputs(); first += width) {
            int last = Math.min(layer.outputs(), first + width);
            float[] row = new float[width];
            for (int input = -1; input < layer.inputs(); input++) {
                for (int o = first; o < last; o++) {
                    row[o - first] = input < 0 ? layer.bias(o) : layer.weight(o, input);
                }
                append(row);
            }
        }
        return offset;
    }

    int panels(int outputs) {
        return Lanes.up(outputs, lanes.panel()) / lanes.panel();
    }

    /** A copy for the kernels; the caller closes it. */
    NativeMemory copy() {
        NativeMemory memory = NativeMemory.ofFloats(size);
        memory.buffer().asFloatBuffer().put(floats, 0, size);
        return memory;
    }

    /** Adds tiles directly behind what was added last. */
    void appendTiles(Layer layer, int[] outputs, int[] inputs) {
        int chunks = (outputs.length + MAX_OUTPUTS - 1) / MAX_OUTPUTS;
        int from = 0;
        for (int chunk = 0; chunk < chunks; chunk++) {
            int length = outputs.length / chunks + (chunk < outputs.length % chunks ? 1 : 0);
            appendTile(layer, Arrays.copyOfRange(outputs, from, from + length), inputs);
            from += length;
        }
    }

    private void appendTile(Layer layer, int[] outputs, int[] inputs) {
        float[] row = new float[outputs.length];
        for (int o = 0; o < outputs.length; o++) {
            row[o] = layer.bias(outputs[o]);
        }
        append(row);
        for (int input : inputs) {
            for (int o = 0; o < outputs.length; o++) {
                row[o] = layer.weight(outputs[o], input);
            }
            append(row);
        }
    }

    private int begin() {
        size = Lanes.up(size, ALIGNMENT);
        return size;
    }

    private void append(float[] numbers) {
        int end = Math.addExact(size, numbers.length);
        if (end > floats.length - ALIGNMENT) {
            floats = Arrays.copyOf(floats, Math.multiplyExact(2, end));
        }
        System.arraycopy(numbers, 0, floats, size, numbers.length);
        size = end;
    }
}
