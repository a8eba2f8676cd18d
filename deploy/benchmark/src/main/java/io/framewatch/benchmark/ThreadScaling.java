package io.framewatch.benchmark;

import io.framewatch.benchmark.Turns.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * How much faster several threads are than one, by elapsed time, in turns. The machine must be
 * idle.
 *
 * @param threads number of threads, at least 2
 * @param duration how long to measure
 */
record ThreadScaling(int threads, Duration duration) {

    private static final int ROUNDS = 10;

    /**
     * Measures.
     *
     * @param calls makes the calls of one thread
     * @return calls a second of all threads together, divided by those of one thread alone
     */
    double toOne(Callable<Call> calls) throws Exception {
        List<Call> each = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            each.add(calls.call());
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            double[] alone = new double[ROUNDS];
            double[] together = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                alone[round] = callsPerSecond(pool, each.subList(0, 1));
                together[round] = callsPerSecond(pool, each);
            }
            return new Median().evaluate(together) / new Median().evaluate(alone);
        } finally {
            pool.shutdownNow();
        }
    }

    private double callsPerSecond(ExecutorService pool, List<Call> calls) throws Exception {
        long end = System.nanoTime() + duration.toNanos() / (2 * ROUNDS);
        List<Future<Double>> rates = new ArrayList<>();
        for (Call call : calls) {
            rates.add(pool.submit(() -> callsPerSecond(call, end)));
        }
        double sum = 0;
        for (Future<Double> rate : rates) {
            sum += rate.get();
        }
        return sum;
    }

    private static double callsPerSecond(Call call, long end) throws Exception {
        long start = System.nanoTime();
        long now;
        long done = 0;
        do {
            call.run();
            done++;
            now = System.nanoTime();
        } while (now < end);
        return done * 1e9 / (now - start);
    }
}
