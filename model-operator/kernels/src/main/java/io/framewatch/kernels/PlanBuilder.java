package io.framewatch.kernels;

import io.framewatch.mobileformer.StoredNetwork;
import io.framewatch.mobileformer.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects the steps of a plan, what they need of scratch, and their packed weights. */
final class PlanBuilder {

    private final StoredNetwork network;
    private final Lanes lanes;
    private final PackedWeights weights;
    private final Scratch scratch = new Scratch(KernelModel.MAX_BATCH);
    private final List<Step> steps = new ArrayList<>();

    PlanBuilder(StoredNetwork network, Lanes lanes) {
        this.network = network;
        this.lanes = lanes;
        this.weights = new PackedWeights(lanes);
    }

    Scratch scratch() {
        return scratch;
    }

    PackedWeights weights() {
        return weights;
    }

    Lanes lanes() {
        return lanes;
    }

    void add(Step step) {
        steps.add(step);
    }

    /** A layer of the network, with the expected shape of its weight. */
    Layer layer(String name, int... shape) {
        return Layer.of(network, name, shape);
    }

    /** A tensor of the network. */
    float[] tensor(String name, int... shape) {
        Tensor tensor = network.tensor(name);
        Layer.requireShape(name, tensor, shape);
        return tensor.values();
    }

    /** Adds a linear layer on rows and returns its result, with padded rows. */
    Rows linear(Layer layer, Rows x, Activation.Kind activation) {
        int panels = weights.panels(layer.outputs());
        Rows y = scratch.rows(panels * lanes.panel(), x.ofImage());
        linear(layer, x, y, activation);
        return y;
    }

    /** Adds a linear layer that writes to the beginning of rows. */
    void linear(Layer layer, Rows x, Rows y, Activation.Kind activation) {
        int panels = weights.panels(layer.outputs());
        int packed = weights.addPanels(layer);
        add(new LinearStep(x, y, layer.inputs(), layer.outputs(), panels, activation, packed));
    }

    /** Checks all steps and writes them. */
    Plan build() {
        return new Plan(written(steps), weights.copy(), scratch.size());
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    /** Checks steps and writes them. */
    ByteBuffer written(List<Step> some) {
        Bounds bounds = bounds();
        PlanWriter writer = new PlanWriter();
        for (Step step : some) {
            step.check(bounds);
            writer.step(step);
        }
        return writer.buffer();
    }

    private Bounds bounds() {
        Map<Step.Kind, Integer> outputs =
                Map.of(
                        Step.Kind.LOGITS,
                        network.variant().classes(),
                        Step.Kind.EMBEDDINGS,
                        network.variant().embedding());
        return new Bounds(scratch.size(), weights.size(), KernelModel.MAX_BATCH, outputs, lanes);
    }
}
