package io.framewatch.ingest.publish;

import java.util.Map;
import java.util.TreeMap;

/** Looks into tallies, for tests of other packages. */
public final class TestingTallies {

    private TestingTallies() {}

    /** The counts of each run, by its number. */
    public static Map<Long, CameraCounts> runs(CameraTally tally) {
        Map<Long, CameraCounts> counts = new TreeMap<>();
        tally.runs().forEach((run, ofRun) -> counts.put(run, ofRun.counts()));
        return counts;
    }
}
