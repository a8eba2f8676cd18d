package io.framewatch.mobileformer;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A report on a variant: its architecture in the form of the paper's tables, stage by stage and
 * layer by layer, with parameters and multiply-adds.
 *
 * @param variant the network
 * @param stages the rows of the table, tokens first, classifier last
 */
public record Inspection(Variant variant, List<Stage> stages) {

    /**
     * A row of the table: the stem, a block, a token update or the classifier.
     *
     * @param name prefix of the stage's entries in a checkpoint, for example {@code features.0}
     * @param operation what it computes, for example {@code inverted bottleneck, expansion 4}
     * @param resolution width and height of its output in pixels; 1 where it is a vector
     * @param channels channels of its output
     * @param layers its layers in the order of a checkpoint
     */
    public record Stage(
            String name, String operation, int resolution, int channels, List<Layer> layers) {

        /** Number of values that training learns. */
        public long parameters() {
            return layers.stream().mapToLong(Layer::parameters).sum();
        }

        /** Multiply-adds of convolutions and linear layers for one image. */
        public long multiplyAdds() {
            return layers.stream().mapToLong(Layer::multiplyAdds).sum();
        }
    }

    /** Reports a variant. */
    public static Inspection of(Variant variant) {
        Map<String, List<Layer>> layers =
                variant.layers().stream()
                        .collect(
                                groupingBy(
                                        layer -> stageOf(layer.name()),
                                        LinkedHashMap::new,
                                        toList()));
        return new Inspection(
                variant,
                layers.entrySet().stream()
                        .map(stage -> stage(variant, stage.getKey(), stage.getValue()))
                        .toList());
    }

    /** Number of values that training learns. */
    public long parameters() {
        return stages.stream().mapToLong(Stage::parameters).sum();
    }

    /** Multiply-adds of convolutions and linear layers for one image. */
    public long multiplyAdds() {
        return stages.stream().mapToLong(Stage::multiplyAdds).sum();
    }

    /**
     * The stage of {@code features.3.conv1.0} is {@code features.3}, that of {@code stem.0} is
     * {@code stem}.
     */
    private static String stageOf(String layer) {
        int from = layer.startsWith("features.") ? "features.".length() : 0;
        int dot = layer.indexOf('.', from);
        return dot < 0 ? layer : layer.substring(0, dot);
    }

    private static Stage stage(Variant variant, String name, List<Layer> layers) {
        return switch (name) {
            case "tokens" ->
                    new Stage(
                            name,
                            variant.tokens().number() + " tokens",
                            1,
                            variant.tokens().width(),
                            layers);
            case "stem" ->
                    stage(
                            name,
                            "convolution 3x3, stride 2",
                            variant.mobile().stemChannels(),
                            layers);
            case "local_global" ->
                    new Stage(name, "Mobile→Former", 1, variant.tokens().width(), layers);
            case "classifier" -> new Stage(name, "classifier", 1, variant.classes(), layers);
            default -> {
                int number = Integer.parseInt(name.substring(name.indexOf('.') + 1));
                Block block = variant.mobile().blocks().get(number);
                yield stage(name, operation(block), block.channels(), layers);
            }
        };
    }

    /** A stage of feature maps. Its last convolution gives the resolution of its output. */
    private static Stage stage(String name, String operation, int channels, List<Layer> layers) {
        int resolution =
                layers.stream()
                        .filter(layer -> layer.kind() == Layer.Kind.CONVOLUTION)
                        .reduce((first, second) -> second)
                        .orElseThrow()
                        .resolution();
        return new Stage(name, operation, resolution, channels, layers);
    }

    private static String operation(Block block) {
        String stride = block.stride() == 1 ? "" : ", stride " + block.stride();
        return switch (block.kind()) {
            case SEPARABLE -> "separable, expansion " + block.expansion() + stride;
            case INVERTED_BOTTLENECK ->
                    "inverted bottleneck, expansion " + block.expansion() + stride;
            case DOWN_SAMPLING ->
                    "down-sampling, expansions %d and %d%s"
                            .formatted(block.expansion(), block.secondExpansion(), stride);
        };
    }
}
