package io.framewatch.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.framewatch.mobileformer.Block;
import io.framewatch.mobileformer.Variant;

/**
 * Mobile-Former (arXiv:2108.05895) on the engine's arrays. Feature maps are [N, C, H, W], tokens
 * [N, T, D]. Not thread-safe. The manager of the images owns the results.
 */
final class Network {

    private final Variant variant;
    private final NetworkLayers layers;
    private final TokenPath tokens;

    /**
     * @param training whether batch normalisation uses the batch's statistics and updates the
     *     running ones, and whether there is dropout
     */
    Network(Variant variant, NetworkParameters parameters, boolean training) {
        this.variant = variant;
        this.layers = new NetworkLayers(parameters, training);
        this.tokens = new TokenPath(layers, variant.ablation());
    }

    /** A feature map and the tokens beside it; the tokens are null without Former. */
    record Activations(NDArray map, NDArray tokens) {}

    /** Observes intermediate results. */
    interface Tap {
        /** After the stem, each block, and the last Mobile→Former step. */
        void passed(String step, Activations activations);
    }

    /**
     * @param images float32 [N, 3, H, W], normalised, H and W multiples of 32
     * @param kept dropout factors of the embedding, [N, width] or [1, 1]
     * @return logits, float32 [N, classes]
     */
    NDArray logits(NDArray images, NDArray kept) {
        return logits(images, kept, (step, activations) -> {});
    }

    NDArray logits(NDArray images, NDArray kept, Tap tap) {
        NDManager manager = images.getManager();
        NDArray map = relu6(layers.convolution("stem.0", images, 2, 1));
        NDArray token = null;
        if (variant.ablation().hasFormer()) {
            NDArray first = layers.parameter("tokens.weight");
            Shape shape = first.getShape();
            token = manager.zeros(new Shape(map.size(0), shape.get(0), shape.get(1))).add(first);
        }
        Activations activations = new Activations(map, token);
        tap.passed("stem", activations);
        for (int i = 0; i < variant.mobile().blocks().size(); i++) {
            activations = block("features." + i, variant.mobile().blocks().get(i), activations);
            tap.passed("features." + i, activations);
        }
        if (variant.ablation().hasBridges()) {
            NDArray last =
                    tokens.mobileToFormer("local_global", activations.map(), activations.tokens());
            activations = new Activations(activations.map(), last);
        }
        tap.passed("local_global", activations);
        return classifier(activations, kept);
    }

    private Activations block(String name, Block block, Activations activations) {
        return switch (block.kind()) {
            case SEPARABLE -> separable(name + ".conv", block, activations);
            case INVERTED_BOTTLENECK -> bottleneck(name, block, activations);
            case DOWN_SAMPLING -> downSampling(name, block, activations);
        };
    }

    private Activations separable(String name, Block block, Activations activations) {
        NDArray x = activations.map();
        int in = (int) x.size(1);
        NDArray y = relu6(layers.convolution(name + ".0", x, block.stride(), in));
        y = pointwise(name + ".4", shuffle(y, in));
        return new Activations(skip(block, x, y), activations.tokens());
    }

    private Activations bottleneck(String name, Block block, Activations activations) {
        int groups = variant.mobile().groups();
        NDArray x = activations.map();
        NDArray z = tokens.update(name, x, activations.tokens());
        NDArray y = shuffle(pointwise(name + ".conv1.0", x), groups);
        y = tokens.activate(name + ".hyper1", y, z);
        y = layers.convolution(name + ".conv2.0", y, block.stride(), (int) y.size(1));
        y = tokens.activate(name + ".hyper2", y, z);
        y = shuffle(pointwise(name + ".conv3.0", y), groups);
        return new Activations(
                tokens.formerToMobile(name + ".global_local", skip(block, x, y), z), z);
    }

    private Activations downSampling(String name, Block block, Activations activations) {
        NDArray x = activations.map();
        NDArray z = tokens.update(name, x, activations.tokens());
        int in = (int) x.size(1);
        NDArray y = shuffle(layers.convolution(name + ".conv1.0", x, block.stride(), in), in);
        NDArray reduced = pointwise(name + ".conv2.0", tokens.activate(name + ".hyper1", y, z));
        int channels = block.channels();
        y = shuffle(layers.convolution(name + ".conv3.0", reduced, 1, channels), channels);
        y = pointwise(name + ".conv4.0", tokens.activate(name + ".hyper3", y, z));
        y = reduced.add(y);
        return new Activations(tokens.formerToMobile(name + ".global_local", y, z), z);
    }

    private NDArray classifier(Activations activations, NDArray kept) {
        NDArray head =
                relu6(
                        pointwise(
                                "classifier.conv.1",
                                shuffle(activations.map(), variant.mobile().groups())));
        NDArray flat = head.reshape(head.size(0), head.size(1), -1);
        NDArray all = hardSwish(flat.mean(new int[] {2}));
        if (activations.tokens() != null) {
            all = all.concat(TokenPath.first(activations.tokens()), 1);
        }
        NDArray embedding =
                hardSwish(
                        layers.batchNorm("classifier.fc.1", layers.linear("classifier.fc.0", all)));
        return layers.linear(Variant.LAST_LAYER, embedding.mul(kept));
    }

    private NDArray pointwise(String name, NDArray x) {
        return layers.convolution(name, x, 1, variant.mobile().groups());
    }

    private static NDArray skip(Block block, NDArray x, NDArray y) {
        return block.stride() == 1 && x.size(1) == block.channels() ? x.add(y) : y;
    }

    /** Only variants with grouped convolutions shuffle. */
    private NDArray shuffle(NDArray x, int groups) {
        long channels = x.size(1);
        if (variant.mobile().groups() == 1 || groups == 1 || groups == channels) {
            return x;
        }
        Shape shape = x.getShape();
        return x.reshape(shape.get(0), groups, channels / groups, shape.get(2), shape.get(3))
                .swapAxes(1, 2)
                .reshape(shape);
    }

    private static NDArray relu6(NDArray x) {
        return x.clip(0, 6);
    }

    private NDArray hardSwish(NDArray x) {
        return x.mul(layers.hardSigmoid(x, 1));
    }
}
