package io.framewatch.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Outputs of a pointwise convolution that share their inputs. The stored graph has dense
 * convolutions, because runtimes are slow with groups. The kernels are not: with the four groups of
 * 26m they multiply a quarter as often.
 *
 * @param inputs ascending
 * @param outputs ascending
 */
record Group(int[] inputs, int[] outputs) {

    /** The groups of a layer: the parts that no weight but 0 connects. */
    static List<Group> of(Layer layer) {
        int[] parents = IntStream.range(0, layer.inputs() + layer.outputs()).toArray();
        for (int o = 0; o < layer.outputs(); o++) {
            for (int i = 0; i < layer.inputs(); i++) {
                if (layer.weight(o, i) != 0) {
                    parents[root(parents, layer.inputs() + o)] = root(parents, i);
                }
            }
        }
        Map<Integer, List<Integer>> outputs = new LinkedHashMap<>();
        for (int o = 0; o < layer.outputs(); o++) {
            int root = root(parents, layer.inputs() + o);
            outputs.computeIfAbsent(root, unused -> new ArrayList<>()).add(o);
        }
        return outputs.entrySet().stream()
                .map(entry -> new Group(inputs(parents, layer, entry.getKey()), ints(entry)))
                .toList();
    }

    /** This group in parts of at most some outputs. */
    List<Group> parts(int most) {
        List<Group> parts = new ArrayList<>();
        for (int from = 0; from < outputs.length; from += most) {
            int to = Math.min(from + most, outputs.length);
            parts.add(new Group(inputs, Arrays.copyOfRange(outputs, from, to)));
        }
        return parts;
    }

    private static int[] inputs(int[] parents, Layer layer, int root) {
        return IntStream.range(0, layer.inputs()).filter(i -> root(parents, i) == root).toArray();
    }

    private static int[] ints(Map.Entry<Integer, List<Integer>> entry) {
        return entry.getValue().stream().mapToInt(Integer::intValue).toArray();
    }

    private static int root(int[] parents, int node) {
        int at = node;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }
}
