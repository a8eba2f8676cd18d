package io.framewatch.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackedWeightsTest {

    private final PackedWeights weights = new PackedWeights(new Lanes(4, 1));

    @Test
    void shouldPackTilesOfNearlyEqualSize() {
        int offset = weights.addTiles(numbered(8, 2), range(8), range(2));

        assertThat(packed(offset, 24))
                .startsWith(100, 101, 102, 103, 0, 10, 20, 30, 1, 11, 21, 31)
                .endsWith(104, 105, 106, 107, 40, 50, 60, 70, 41, 51, 61, 71);
    }

    @Test
    void shouldPackPanelsWithZerosAtTheEnd() {
        int offset = weights.addPanels(numbered(5, 1));

        assertThat(packed(offset, 16))
                .containsExactly(100, 101, 102, 103, 0, 10, 20, 30, 104, 0, 0, 0, 40, 0, 0, 0);
    }

    @Test
    void shouldAlign() {
        weights.add(1, 2, 3);

        assertThat(weights.add(4) % 16).isZero();
    }

    /** Weight 10 · output + input, bias 100 + output. */
    private static Layer numbered(int outputs, int inputs) {
        float[] weight = new float[outputs * inputs];
        float[] bias = new float[outputs];
        for (int o = 0; o < outputs; o++) {
            bias[o] = 100 + o;
            for (int i = 0; i < inputs; i++) {
                weight[o * inputs + i] = 10 * o + i;
            }
        }
        return new Layer(inputs, weight, bias);
    }

    private float[] packed(int offset, int length) {
        try (NativeMemory memory = weights.copy()) {
            FloatBuffer floats = memory.buffer().asFloatBuffer();
            float[] numbers = new float[length];
            floats.get(offset, numbers);
            return numbers;
        }
    }

    private static int[] range(int number) {
        return IntStream.range(0, number).toArray();
    }
}
