package io.framewatch.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.framewatch.mobileformer.Entry;
import io.framewatch.mobileformer.Variant;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/** A copy of the network that processes its share of each batch. One thread at a time. */
final class Replica implements AutoCloseable {

    private final Variant variant;
    private final double dropout;
    private final NDManager manager = NDManager.newBaseManager();
    private final NetworkParameters parameters;
    private final Network network;

    Replica(Variant variant, double dropout) {
        this.variant = variant;
        this.dropout = dropout;
        this.parameters = new NetworkParameters(manager, variant, true);
        this.network = new Network(variant, parameters, true);
    }

    /** Mean loss and number of correctly classified images of a batch. */
    record Result(double loss, int hits) {}

    /** Sets the weights, in the order of the entries. */
    void load(float[] weights) {
        parameters.values().put(weights);
    }

    /** Runs forward and backward pass. {@link #addGradients} reads the gradients. */
    Result learn(Batch batch, GradientCollector collector, SplittableRandom random) {
        try (NDManager step = manager.newSubManager()) {
            NDArray images =
                    step.create(
                            batch.memory(),
                            new Shape(batch.images(), 3, batch.size(), batch.size()),
                            DataType.FLOAT32);
            NDArray targets =
                    step.create(batch.usedTargets(), new Shape(batch.images(), variant.classes()));
            NDArray logits = network.logits(images, kept(step, batch.images(), random));
            NDArray loss =
                    logits.logSoftmax(1).mul(targets).sum().mul(step.create(-1f / batch.images()));
            collector.backward(loss);
            NDArray hits = logits.argMax(1).eq(targets.argMax(1)).toType(DataType.INT64, false);
            return new Result(loss.getFloat(), (int) hits.sum().getLong());
        }
    }

    private NDArray kept(NDManager step, int images, SplittableRandom random) {
        float[] kept = new float[images * variant.embedding()];
        float factor = (float) (1 / (1 - dropout));
        for (int i = 0; i < kept.length; i++) {
            kept[i] = random.nextDouble() < dropout ? 0 : factor;
        }
        return step.create(kept, new Shape(images, variant.embedding()));
    }

    /** Adds this replica's share of the mean gradients, and clears its gradients. */
    void addGradients(float[] sum, float share) {
        int offset = 0;
        for (Entry entry : parameters.entries()) {
            int size = Math.toIntExact(entry.size());
            if (entry.parameters() > 0) {
                try (NDArray gradient = parameters.get(entry.name()).getGradient()) {
                    addAndClear(gradient.toByteBuffer(true), sum, offset, share);
                }
            }
            offset += size;
        }
    }

    private static void addAndClear(ByteBuffer memory, float[] sum, int offset, float share) {
        FloatBuffer gradient = memory.order(ByteOrder.nativeOrder()).asFloatBuffer();
        float[] values = new float[gradient.remaining()];
        gradient.get(0, values);
        for (int i = 0; i < values.length; i++) {
            sum[offset + i] += share * values[i];
            values[i] = 0;
        }
        gradient.put(0, values);
    }

    /** Adds this replica's share of the running statistics. */
    void addStatistics(float[] sum, float share) {
        FloatBuffer values = parameters.values();
        int offset = 0;
        for (Entry entry : parameters.entries()) {
            int end = offset + Math.toIntExact(entry.size());
            if (entry.parameters() == 0) {
                for (int i = offset; i < end; i++) {
                    sum[i] += share * values.get(i);
                }
            }
            offset = end;
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
