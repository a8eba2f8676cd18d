package io.framewatch.cli.teach;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes an even sample of a sequence of unknown length, without keeping all of it: when more than
 * twice as many as wanted are held, every second one is dropped. Not thread-safe.
 */
final class EvenSampler<T> {

    private final int max;
    private final List<T> held = new ArrayList<>();
    private long stride = 1;
    private long seen;

    /**
     * Starts a sample.
     *
     * @param max maximum size of the sample, at least 1
     */
    EvenSampler(int max) {
        this.max = max;
    }

    /** Offers the next element of the sequence. */
    void add(T element) {
        if (seen++ % stride == 0) {
            held.add(element);
        }
        if (held.size() > 2 * max) {
            List<T> kept = new ArrayList<>(max + 1);
            for (int i = 0; i < held.size(); i += 2) {
                kept.add(held.get(i));
            }
            held.clear();
            held.addAll(kept);
            stride *= 2;
        }
    }

    /** The sample in the order of the sequence; all elements if there are no more than wanted. */
    List<T> sample() {
        List<T> sample = new ArrayList<>();
        int count = Math.min(max, held.size());
        for (int i = 0; i < count; i++) {
            sample.add(held.get((int) ((long) i * held.size() / count)));
        }
        return sample;
    }
}
