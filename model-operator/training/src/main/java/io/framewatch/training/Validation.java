package io.framewatch.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.framewatch.mobileformer.Variant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Measures top-1 accuracy on the largest centred square of each picture, at 224x224. */
final class Validation {

    private static final int BATCH = 32;

    private final LabelledPictures pictures;
    private final Variant variant;

    Validation(LabelledPictures pictures, Variant variant) {
        this.pictures = pictures;
        this.variant = variant;
    }

    /**
     * @param weights in the order of the entries
     * @param lanes threads that share the work
     * @param stopped read before each batch
     * @return top-1 accuracy in [0, 1]; empty if it was stopped
     * @throws CompletionException if a lane failed
     */
    OptionalDouble accuracy(float[] weights, Executor threads, int lanes, BooleanSupplier stopped) {
        List<CompletableFuture<Integer>> results =
                IntStream.range(0, lanes)
                        .mapToObj(
                                lane ->
                                        (Supplier<Integer>)
                                                () -> hits(weights, lane, lanes, stopped))
                        .map(work -> CompletableFuture.supplyAsync(work, threads))
                        .toList();
        int hits = results.stream().mapToInt(CompletableFuture::join).sum();
        return stopped.getAsBoolean()
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) hits / pictures.size());
    }

    private int hits(float[] weights, int lane, int lanes, BooleanSupplier stopped) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NetworkParameters parameters = new NetworkParameters(manager, variant, false);
            parameters.values().put(weights);
            Network network = new Network(variant, parameters, false);
            Batch batch = new Batch(BATCH, Variant.RESOLUTION, 1);
            Sampler sampler = new Sampler();
            int hits = 0;
            for (int first = lane * BATCH; first < pictures.size(); first += lanes * BATCH) {
                if (stopped.getAsBoolean()) {
                    break;
                }
                int number = Math.min(BATCH, pictures.size() - first);
                fill(batch, sampler, first, number);
                long[] best = best(manager, network, batch);
                for (int i = 0; i < number; i++) {
                    hits += best[i] == pictures.get(first + i).label() ? 1 : 0;
                }
            }
            return hits;
        }
    }

    private void fill(Batch batch, Sampler sampler, int first, int number) {
        batch.reset(number, Variant.RESOLUTION);
        for (int i = 0; i < number; i++) {
            Picture picture = pictures.get(first + i).picture();
            sampler.draw(
                    picture,
                    CropTransform.centre(picture, batch.size()),
                    Colours.AS_THEY_ARE,
                    batch.size(),
                    batch.pixels(),
                    i * batch.imageLength());
        }
        batch.finish();
    }

    private static long[] best(NDManager manager, Network network, Batch batch) {
        try (NDManager step = manager.newSubManager()) {
            NDArray images =
                    step.create(
                            batch.memory(),
                            new Shape(batch.images(), 3, batch.size(), batch.size()),
                            DataType.FLOAT32);
            return network.logits(images, step.ones(new Shape(1, 1))).argMax(1).toLongArray();
        }
    }
}
