package io.framewatch.ingest.reliability;

import io.framewatch.ingest.RtspServer;
import io.framewatch.ingest.TestingClips;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A process that starts and stops captures of a camera and of a file in turn, and does nothing
 * else. It prints its memory after each step, and ends with 1 if a thread or a file handle is left.
 */
final class Restarts {

    /** Memory is printed after so many. */
    static final int STEP = 100;

    private Restarts() {}

    /** Starts the process; its heap does not change, so that changes of its memory are others. */
    static Process start(int restarts) throws IOException {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms128m",
                        "-Xmx128m",
                        "-XX:+AlwaysPreTouch",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Restarts.class.getName(),
                        Integer.toString(restarts));
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        int arenas = 2 * Runtime.getRuntime().availableProcessors(); // as ./framewatch
        process.environment().put("MALLOC_ARENA_MAX", Integer.toString(arenas));
        return process.start();
    }

    public static void main(String[] arguments) throws Exception {
        int restarts = Integer.parseInt(arguments[0]);
        try (RtspServer server = RtspServer.start(0)) {
            restart(server, 2); // what is loaded and opened once is there then
            ProcessResources before = ProcessResources.now();
            for (int done = 0; done < restarts; done += STEP) {
                int more = Math.min(STEP, restarts - done);
                restart(server, more);
                System.out.printf(
                        "%d restarts: %d KiB resident, %d KiB live%n",
                        done + more, ProcessResources.residentKib(), liveKib());
            }
            before.awaitNoMore();
        }
    }

    private static void restart(RtspServer server, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            String uri = i % 2 == 0 ? server.uri() : TestingClips.CARS.toString();
            try (CountedCapture capture =
                    CountedCapture.start(Map.of("uri", uri), null, Duration.ofMinutes(1))) {
                capture.awaitFrames(3);
            }
        }
    }

    private static long liveKib() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 10;
    }
}
