package io.framewatch.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Keeps the calling thread on one core, so that the kernel does not move it between turns. */
final class OneCore {

    private static final Path THIS_THREAD = Path.of("/proc/thread-self");
    private static final long PATIENCE_SECONDS = 5;

    private OneCore() {}

    /** The number of the core. */
    static int core() {
        return Runtime.getRuntime().availableProcessors() - 1;
    }

    /**
     * Pins the calling thread to the last core, since most interrupts go to others. The JVM's own
     * threads are not pinned.
     *
     * @return whether that was possible: it needs Linux and {@code taskset} of util-linux
     */
    static boolean pinThisThread() throws InterruptedException {
        try {
            String thread = THIS_THREAD.toRealPath().getFileName().toString();
            Process taskset =
                    new ProcessBuilder("taskset", "-pc", Integer.toString(core()), thread)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return taskset.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && taskset.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
