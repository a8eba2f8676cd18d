package io.framewatch.ingest.reliability;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;

/**
 * The processor time that this process had until a moment.
 *
 * @param processNanos of all threads
 * @param threads of each thread of Java that is alive, in nanoseconds
 * @param clockNanos the moment, as {@link System#nanoTime()}
 */
record TestingProcessor(long processNanos, Map<String, Long> threads, long clockNanos) {

    static TestingProcessor now() {
        OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        ThreadMXBean beans = ManagementFactory.getThreadMXBean();
        Map<String, Long> threads = new HashMap<>();
        for (ThreadInfo thread : beans.getThreadInfo(beans.getAllThreadIds())) {
            if (thread != null) {
                threads.merge(
                        thread.getThreadName(),
                        beans.getThreadCpuTime(thread.getThreadId()),
                        Long::sum);
            }
        }
        return new TestingProcessor(system.getProcessCpuTime(), threads, System.nanoTime());
    }

    /** Seconds of the clock since then. */
    double secondsSince(TestingProcessor before) {
        return (clockNanos - before.clockNanos) / 1e9;
    }

    /** Seconds of processor time since then. */
    double processorSecondsSince(TestingProcessor before) {
        return (processNanos - before.processNanos) / 1e9;
    }

    /** The same of the threads with such a name. */
    double processorSecondsSince(TestingProcessor before, String prefix) {
        return threads.entrySet().stream()
                        .filter(thread -> thread.getKey().startsWith(prefix))
                        .mapToLong(t -> t.getValue() - before.threads.getOrDefault(t.getKey(), 0L))
                        .sum()
                / 1e9;
    }
}
