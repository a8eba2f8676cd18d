package io.framewatch.cli.teach;

import java.util.ArrayList;
import java.util.List;

/**
 * Chooses some elements of a sequence of unknown length, evenly, without keeping all of it: when
 * twice as many as wanted are held, every second one goes. Not thread-safe.
 */
final class EvenChoice<T> {

    private final int most;
    private final List<T> held = new ArrayList<>();
    private long stride = 1;
    private long seen;

    /**
     * Starts a choice.
     *
     * @param most most elements that are chosen, at least 1
     */
    EvenChoice(int most) {
        this.most = most;
    }

    /** Takes the next element of the sequence. */
    void add(T element) {
        if (seen++ % stride == 0) {
            held.add(element);
        }
        if (held.size() > 2 * most) {
            List<T> kept = new ArrayList<>(most + 1);
            for (int i = 0; i < held.size(); i += 2) {
                kept.add(held.get(i));
            }
            held.clear();
            held.addAll(kept);
            stride *= 2;
        }
    }

    /** The elements chosen, in their order; all if there were no more than wanted. */
    List<T> chosen() {
        List<T> chosen = new ArrayList<>();
        int count = Math.min(most, held.size());
        for (int i = 0; i < count; i++) {
            chosen.add(held.get((int) ((long) i * held.size() / count)));
        }
        return chosen;
    }
}
