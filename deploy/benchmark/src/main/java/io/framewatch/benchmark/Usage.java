package io.framewatch.benchmark;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Processor time and allocated heap of this process by part, since the begin of a measurement.
 * Threads that ended since are not counted, so a measurement must begin and end while the job runs.
 */
final class Usage {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Map<Long, Counts> before;
    private final long processNanosBefore;
    private final long compilerNanosBefore;

    /** Nanoseconds and bytes of a thread since its start, or of a part since the begin. */
    record Counts(long cpuNanos, long allocatedBytes) {

        private static final Counts NONE = new Counts(0, 0);

        private Counts plus(Counts other) {
            return new Counts(cpuNanos + other.cpuNanos, allocatedBytes + other.allocatedBytes);
        }

        private Counts minus(Counts other) {
            return new Counts(cpuNanos - other.cpuNanos, allocatedBytes - other.allocatedBytes);
        }
    }

    private Usage(Map<Long, Counts> before, long processNanosBefore, long compilerNanosBefore) {
        this.before = before;
        this.processNanosBefore = processNanosBefore;
        this.compilerNanosBefore = compilerNanosBefore;
    }

    /** Begins a measurement. */
    static Usage begin() {
        Map<Long, Counts> counts = new HashMap<>();
        for (long thread : THREADS.getAllThreadIds()) {
            counts.put(thread, countsOf(thread));
        }
        return new Usage(counts, PROCESS.getProcessCpuTime(), CompilerTime.nanos());
    }

    /** What each part has used since the begin. */
    Map<Part, Counts> end() {
        Map<Part, Counts> parts = new EnumMap<>(Part.class);
        long javaNanos = 0;
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null) { // otherwise it has just ended
                long id = thread.getThreadId();
                Counts used = countsOf(id).minus(before.getOrDefault(id, Counts.NONE));
                parts.merge(Part.ofThread(thread.getThreadName()), used, Counts::plus);
                javaNanos += used.cpuNanos();
            }
        }
        long nanos = PROCESS.getProcessCpuTime() - processNanosBefore;
        // A compiler thread may have ended; its time is then missing in the sum.
        long compilerNanos = Math.max(0, CompilerTime.nanos() - compilerNanosBefore);
        parts.put(Part.COMPILER, new Counts(compilerNanos, 0));
        parts.put(Part.COLLECTOR, new Counts(Math.max(0, nanos - javaNanos - compilerNanos), 0));
        return parts;
    }

    private static Counts countsOf(long thread) {
        // Both are -1 for a thread that has ended.
        return new Counts(
                Math.max(0, THREADS.getThreadCpuTime(thread)),
                Math.max(0, THREADS.getThreadAllocatedBytes(thread)));
    }
}
