package io.framewatch.training;

import ai.djl.engine.Engine;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Copies of a network that train in parallel, each on its share of every step. On few cores this is
 * faster than one network whose operators are divided. Used by one thread.
 */
final class Replicas implements AutoCloseable {

    private final List<Replica> replicas;
    private final Executor threads;
    private final long seed;

    /**
     * @param threads at least one for each replica, or replicas wait for each other
     */
    Replicas(TrainingOptions options, Executor threads) {
        this.threads = threads;
        this.seed = options.step().seed();
        this.replicas =
                Stream.generate(
                                () ->
                                        new Replica(
                                                options.variant(),
                                                options.regularisation().dropout()))
                        .limit(options.step().replicas())
                        .toList();
    }

    /**
     * Runs forward and backward pass of one step. Gradients and statistics stay in the replicas.
     *
     * @param weights in the order of the entries
     * @param batches one for each replica
     * @param step number of the step; dropout depends on it
     * @return mean loss and number of correctly classified images
     * @throws CompletionException if a replica failed
     */
    Replica.Result learn(float[] weights, List<Batch> batches, long step) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            List<CompletableFuture<Replica.Result>> results =
                    IntStream.range(0, replicas.size())
                            .mapToObj(i -> learn(i, weights, batches.get(i), step, collector))
                            .toList();
            CompletableFuture.allOf(results.toArray(CompletableFuture[]::new)).join();
            return sum(results.stream().map(CompletableFuture::join).toList());
        }
    }

    private CompletableFuture<Replica.Result> learn(
            int index, float[] weights, Batch batch, long step, GradientCollector collector) {
        Replica replica = replicas.get(index);
        SplittableRandom random = new SplittableRandom(seed + 7919 * step + index);
        return CompletableFuture.supplyAsync(
                () -> {
                    replica.load(weights);
                    return replica.learn(batch, collector, random);
                },
                threads);
    }

    private static Replica.Result sum(List<Replica.Result> results) {
        double loss = 0;
        int hits = 0;
        for (Replica.Result result : results) {
            loss += result.loss() / results.size();
            hits += result.hits();
        }
        return new Replica.Result(loss, hits);
    }

    /** Adds the mean of the replicas' gradients, and clears them. */
    void addGradients(float[] sum) {
        replicas.forEach(replica -> replica.addGradients(sum, 1f / replicas.size()));
    }

    /** Adds the mean of the replicas' running statistics. */
    void addStatistics(float[] sum) {
        replicas.forEach(replica -> replica.addStatistics(sum, 1f / replicas.size()));
    }

    @Override
    public void close() {
        replicas.forEach(Replica::close);
    }
}
