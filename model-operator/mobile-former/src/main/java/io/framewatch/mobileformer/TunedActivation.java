package io.framewatch.mobileformer;

import static io.framewatch.mobileformer.OnnxGraph.attribute;

import io.framewatch.mobileformer.BlockedOperators.Fused;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Dynamic ReLU inside of the blocked layout: max(a1 · x, a2 · x) is a2 · x + relu((a1 - a2) · x),
 * two depthwise convolutions of one pixel with fused ReLU and sum. The coefficients of all images
 * are the filters; so the images' channels are taken as those of one image.
 */
final class TunedActivation {

    private final OnnxGraph graph;
    private final Operators operators;
    private final TunedOperators tuned;
    private final BlockedLayout layout;
    private final FoldedLayers layers;
    private final int batch;

    TunedActivation(
            OnnxGraph graph,
            TunedOperators tuned,
            BlockedLayout layout,
            FoldedLayers layers,
            int batch) {
        this.graph = graph;
        this.operators = new Operators(graph);
        this.tuned = tuned;
        this.layout = layout;
        this.layers = layers;
        this.batch = batch;
    }

    /**
     * Coefficients of padded channels.
     *
     * @param second a2, [N · C, 1, 1, 1]
     * @param difference a1 - a2, of the same shape
     */
    record Coefficients(String second, String difference) {}

    /**
     * Computes coefficients from the first token, [N, D].
     *
     * @param parts for each part of the channels, for each of its channels, the channel of the
     *     layer that it is; all parts are of one size
     */
    List<Coefficients> coefficients(String name, String token0, List<int[]> parts) {
        String squeeze = name + ".hyper.0";
        String hidden = operators.linear(squeeze, token0, layers.affine(squeeze));
        String active = operators.relu(name + ".hyper.1", hidden);
        int[] order = parts.stream().map(layout::padded).flatMapToInt(IntStream::of).toArray();
        String a1 = linear(name + ".a1", active, order);
        String a2 = linear(name + ".a2", active, order);
        String first = operators.clip(name + ".first", a1, 0, 2);
        String second = operators.clip(name + ".second", a2, -1, 1);
        String difference = operators.subtract(name + ".difference", first, second);
        List<String> seconds = split(name + ".seconds", second, parts);
        List<String> differences = split(name + ".differences", difference, parts);
        return IntStream.range(0, parts.size())
                .mapToObj(part -> new Coefficients(seconds.get(part), differences.get(part)))
                .toList();
    }

    /** Applies Dynamic ReLU to a feature map [N, C, H, W] in blocks. */
    String apply(String name, String x, Coefficients coefficients, int channels, int resolution) {
        String joined = tuned.joined(name + ".x", x, channels, resolution);
        String positive =
                tuned.scale(
                        name + ".positive",
                        joined,
                        coefficients.difference(),
                        channels,
                        "",
                        Fused.RELU);
        String sum =
                tuned.scale(
                        name + ".sum",
                        joined,
                        coefficients.second(),
                        channels,
                        positive,
                        Fused.NONE);
        return tuned.parted(name, sum, channels, resolution);
    }

    private String linear(String name, String x, int[] order) {
        return operators.linear(name, x, layers.affine(name).selectOutputs(order));
    }

    /** Splits [N, parts · C] and makes each part a filter, [N · C, 1, 1, 1]. */
    private List<String> split(String name, String x, List<int[]> parts) {
        int channels = batch * layout.padded(parts.get(0).length);
        if (parts.size() == 1) {
            return List.of(tuned.view(name, x, channels, 1, 1, 1));
        }
        List<String> names = IntStream.range(0, parts.size()).mapToObj(i -> name + i).toList();
        graph.node("", "Split", names, List.of(x), attribute("axis", 1));
        return names.stream()
                .map(part -> tuned.view(part + ".filter", part, channels, 1, 1, 1))
                .toList();
    }
}
