package io.framewatch.ingest.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Captures of a camera and of a file that begin and end, in turn. {@code -Dframewatch.restarts=500}
 * is their number.
 */
@Timeout(7200)
class RestartsITCase {

    private static final int RESTARTS = Integer.getInteger("framewatch.restarts", 30);

    /** With fewer, the memory of the last ones says nothing. */
    private static final int ENOUGH = 2 * Restarts.STEP;

    private static final double MAX_GROWTH = 0.05;
    private static final Pattern MEMORY = Pattern.compile("(\\d+) KiB resident, (\\d+) KiB live");

    @Test
    void shouldKeepNothingOfCapturesThatHaveEnded() throws Exception {
        List<Long> resident = new ArrayList<>();
        List<Long> live = new ArrayList<>();
        Process process = Restarts.start(RESTARTS);
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                System.out.println(line);
                Matcher memory = MEMORY.matcher(line);
                if (memory.find()) {
                    resident.add(Long.parseLong(memory.group(1)));
                    live.add(Long.parseLong(memory.group(2)));
                }
            }
        } finally {
            process.destroy();
        }

        assertThat(process.waitFor()).as("exit code: 1 if anything is left").isZero();
        if (RESTARTS >= ENOUGH) {
            assertThatLastIsNear(resident, "resident memory in KiB after each step");
            assertThatLastIsNear(live, "live heap in KiB after each step");
        }
    }

    private static void assertThatLastIsNear(List<Long> steps, String what) {
        long most = (long) (steps.get(0) * (1 + MAX_GROWTH));
        assertThat(steps.get(steps.size() - 1)).as("%s: %s", what, steps).isLessThan(most);
    }
}
