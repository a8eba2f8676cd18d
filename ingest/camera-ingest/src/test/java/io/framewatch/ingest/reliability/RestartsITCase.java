package io.framewatch.ingest.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.ingest.RtspServer;
import io.framewatch.ingest.TestingClips;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Captures of a camera and of a file that begin and end, in turn. {@code -Dframewatch.restarts=500}
 * is their number.
 */
@Timeout(7200)
class RestartsITCase {

    private static final int RESTARTS = Integer.getInteger("framewatch.restarts", 30);

    /** After so many, memory is not to grow. */
    private static final int WARM = 100;

    /** With fewer, the memory of the last ones says nothing. */
    private static final int ENOUGH = 200;

    private static final double MAX_GROWTH = 0.05;

    @Test
    void shouldKeepNothingOfCapturesThatHaveEnded() throws Exception {
        try (RtspServer server = RtspServer.start(0)) {
            restart(server, 2); // what is loaded and opened once is there then
            ProcessResources before = ProcessResources.now();

            long warm = 0;
            for (int done = 0; done < RESTARTS; done += WARM) {
                int more = Math.min(WARM, RESTARTS - done);
                restart(server, more);
                long resident = ProcessResources.residentKib();
                warm = done == 0 ? resident : warm;
                System.out.printf("%d restarts: %d KiB resident%n", done + more, resident);
            }

            before.awaitNoMore();
            if (RESTARTS >= ENOUGH) {
                assertThat(ProcessResources.residentKib())
                        .as("resident memory in KiB")
                        .isLessThan((long) (warm * (1 + MAX_GROWTH)));
            }
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
}
