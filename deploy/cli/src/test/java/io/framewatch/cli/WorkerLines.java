package io.framewatch.cli;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Waits in the lines of a worker for its endpoint and for what becomes of its cameras. */
final class WorkerLines {

    private static final Pattern ENDPOINT = Pattern.compile("metrics at (\\S+)/metrics,.*");
    private static final Pattern FAILED =
            Pattern.compile("camera (\\S+) (?:retrying|failed|refused)\\b.*");
    private static final Pattern LIVE = Pattern.compile("camera (\\S+) live");

    private final Set<String> failing;
    private final Set<String> live;
    private String endpoint;

    WorkerLines(Set<String> failing, Set<String> live) {
        this.failing = new HashSet<>(failing);
        this.live = new HashSet<>(live);
    }

    void take(String line) {
        Matcher at = ENDPOINT.matcher(line);
        if (at.matches()) {
            endpoint = at.group(1);
        }
        remove(failing, FAILED.matcher(line));
        remove(live, LIVE.matcher(line));
    }

    boolean isComplete() {
        return endpoint != null && failing.isEmpty() && live.isEmpty();
    }

    String endpoint() {
        return endpoint;
    }

    @Override
    public String toString() {
        return "failing " + failing + ", live " + live + ", endpoint " + endpoint;
    }

    private static void remove(Set<String> cameras, Matcher line) {
        if (line.matches()) {
            cameras.remove(line.group(1));
        }
    }
}
