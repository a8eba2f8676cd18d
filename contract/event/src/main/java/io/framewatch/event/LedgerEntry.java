package io.framewatch.event;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What became of the frames of one run of a camera, up to a time. Counts only grow within a run.
 *
 * @param camera the camera
 * @param run the run, see {@link FrameId}
 * @param captured frames that were captured: those that were skipped, dropped or published
 * @param skipped frames that were not to be published, by reason
 * @param dropped frames that could not be published, by reason
 * @param published frames on the frames topic
 * @param classified published frames with a result
 * @param deadLettered published frames that could not be classified
 * @param shed published frames that were left out, by reason
 * @param at when it was counted
 */
public record LedgerEntry(
        CameraId camera,
        long run,
        long captured,
        Map<String, Long> skipped,
        Map<String, Long> dropped,
        long published,
        long classified,
        long deadLettered,
        Map<String, Long> shed,
        Instant at)
        implements Event {

    public LedgerEntry {
        Objects.requireNonNull(camera, "camera");
        Objects.requireNonNull(at, "at");
        skipped = new TreeMap<>(skipped);
        dropped = new TreeMap<>(dropped);
        shed = new TreeMap<>(shed);
        if (captured != sum(skipped) + sum(dropped) + published) {
            throw new IllegalArgumentException(
                    "captured %d of camera %s must be skipped %d + dropped %d + published %d"
                            .formatted(captured, camera, sum(skipped), sum(dropped), published));
        }
        if (inFlight(published, classified, deadLettered, shed) < 0) {
            throw new IllegalArgumentException(
                    "published %d of camera %s must be at least classified %d + dead-lettered %d + shed %d"
                            .formatted(published, camera, classified, deadLettered, sum(shed)));
        }
    }

    /** Published frames that nothing has become of yet. */
    public long inFlight() {
        return inFlight(published, classified, deadLettered, shed);
    }

    /** Named by the run and the time. */
    @Override
    public EventAttributes attributes() {
        String subject = camera + "/" + run;
        String id = subject + "/" + at.toEpochMilli();
        return EventAttributes.ofCamera(camera, id, subject, at);
    }

    private static long inFlight(
            long published, long classified, long deadLettered, Map<String, Long> shed) {
        return published - classified - deadLettered - sum(shed);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
