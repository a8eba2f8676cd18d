package io.framewatch.ingest.publish;

import java.util.NavigableMap;
import java.util.TreeMap;

/** Counts what becomes of one camera's frames, run by run. Thread-safe. */
public final class CameraTally {

    private final NavigableMap<Long, RunTally> runs = new TreeMap<>();
    private CameraCounts forgotten = CameraCounts.NONE;
    private boolean closed;

    /** The tally of a run; the first call for a run begins it, and ends all runs before. */
    public synchronized RunTally run(long run) {
        RunTally known = runs.get(run);
        if (known != null) {
            return known;
        }
        runs.headMap(run).values().forEach(RunTally::end);
        RunTally begun = new RunTally();
        runs.put(run, begun);
        return begun;
    }

    /** The counts of all runs together at this moment. */
    public synchronized CameraCounts counts() {
        return runs.values().stream().map(RunTally::counts).reduce(forgotten, CameraCounts::plus);
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
}
