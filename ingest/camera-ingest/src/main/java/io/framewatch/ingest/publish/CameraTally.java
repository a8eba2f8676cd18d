package io.framewatch.ingest.publish;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Counts what becomes of the frames of one view of a camera, run by run. Thread-safe. */
public final class CameraTally {

    private final NavigableMap<Long, RunTally> runs = new TreeMap<>();
    private final LongSupplier nanoTime;
    private volatile long lastCapture;
    private CameraCounts forgotten = CameraCounts.NONE;
    private boolean closed;

    public CameraTally() {
        this(System::nanoTime);
    }

    CameraTally(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        captured();
    }

    /** The tally of a run; the first call for a run begins it, and ends all runs before. */
    public synchronized RunTally run(long run) {
        RunTally known = runs.get(run);
        if (known != null) {
            return known;
        }
        runs.headMap(run).values().forEach(RunTally::end);
        RunTally begun = new RunTally(this::captured);
        runs.put(run, begun);
        return begun;
    }

    /** The counts of all runs together at this moment. */
    public synchronized CameraCounts counts() {
        return runs.values().stream().map(RunTally::counts).reduce(forgotten, CameraCounts::plus);
    }

    /** Time since the last picture of any run or, before the first, since the tally was made. */
    public Duration sinceCapture() {
        return Duration.ofNanos(nanoTime.getAsLong() - lastCapture);
    }

    /** The camera captures no more: all runs are over. Idempotent. */
    public synchronized void close() {
        closed = true;
        runs.values().forEach(RunTally::end);
    }

    /** The runs that are not forgotten, by their numbers. */
    synchronized NavigableMap<Long, RunTally> runs() {
        return new TreeMap<>(runs);
    }

    /** Keeps no more than the sum of a run that is settled. */
    synchronized void forget(long run) {
        forgotten = forgotten.plus(runs.remove(run).counts());
    }

    /** Whether no run is left, and none will come. */
    synchronized boolean isDone() {
        return closed && runs.isEmpty();
    }

    private void captured() {
        lastCapture = nanoTime.getAsLong();
    }
}
