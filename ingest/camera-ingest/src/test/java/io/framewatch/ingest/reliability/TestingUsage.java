package io.framewatch.ingest.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What this process holds, as Linux says.
 *
 * @param threads names of Java's threads that should have ended
 * @param handles open files and connections
 * @param residentKib memory
 */
record TestingUsage(Set<String> threads, List<String> handles, long residentKib) {

    private static final Path PROCESS = Path.of("/proc/self");
    private static final String OF_THE_JDK = "Java2D Disposer";
    private static final long JOIN_MILLIS = 10_000;

    /**
     * Waits until the work is over.
     *
     * @param own threads that were there before, and may stay
     */
    static TestingUsage after(Set<Thread> own) throws IOException, InterruptedException {
        Set<String> left = new TreeSet<>();
        Set<Thread> others = new HashSet<>(Thread.getAllStackTraces().keySet());
        others.removeAll(own);
        others.removeIf(thread -> thread.getName().equals(OF_THE_JDK));
        for (Thread thread : others) {
            thread.join(JOIN_MILLIS);
            if (thread.isAlive()) {
                left.add(thread.getName());
            }
        }
        return new TestingUsage(left, openHandles(), residentMemory());
    }

    /** Tabs separate the words. */
    @Override
    public String toString() {
        return String.join("\t", threads.toString(), handles.toString(), residentKib + "");
    }

    private static List<String> openHandles() throws IOException {
        List<String> handles = new ArrayList<>();
        try (var files = Files.list(PROCESS.resolve("fd"))) {
            for (Path file : files.filter(Files::isSymbolicLink).toList()) {
                handles.add(Files.readSymbolicLink(file).toString());
            }
        }
        // The class path; and JavaCPP's to ask for the memory, one a library.
        handles.removeIf(handle -> handle.endsWith(".jar") || handle.startsWith("/proc/"));
        return handles;
    }

    private static long residentMemory() throws IOException {
        List<String> status = Files.readAllLines(PROCESS.resolve("status"));
        return status.stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
