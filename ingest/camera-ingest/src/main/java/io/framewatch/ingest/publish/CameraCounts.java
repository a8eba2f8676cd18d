package io.framewatch.ingest.publish;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of a camera's frames since it was added: captured = skipped + dropped + published +
 * pending.
 *
 * @param captured pictures that were decoded, and packets that were left out
 * @param skipped not to be published, by reason; reasons that did not occur are absent
 * @param dropped lost, by reason; reasons that did not occur are absent
 * @param published confirmed by Kafka
 * @param pending on their way; 0 once the camera is finished
 */
public record CameraCounts(
        long captured,
        Map<SkipReason, Long> skipped,
        Map<DropReason, Long> dropped,
        long published,
        long pending) {

    static final CameraCounts NONE = new CameraCounts(0, Map.of(), Map.of(), 0, 0);

    public CameraCounts {
        skipped = Map.copyOf(skipped);
        dropped = Map.copyOf(dropped);
        long accounted = sum(skipped) + sum(dropped) + published + pending;
        if (captured != accounted || pending < 0) {
            throw new IllegalArgumentException(
                    "captured %d must be skipped %s + dropped %s + published %d + pending %d"
                            .formatted(captured, skipped, dropped, published, pending));
        }
    }

    /** All skipped frames, whatever the reason. */
    public long skippedTotal() {
        return sum(skipped);
    }

    /** All dropped frames, whatever the reason. */
    public long droppedTotal() {
        return sum(dropped);
    }

    /** One line for people. */
    @Override
    public String toString() {
        String reasons =
                dropped.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(reason -> reason.getKey() + " " + reason.getValue())
                        .collect(Collectors.joining(", "));
        return "captured %d, skipped %d, dropped %d%s, published %d%s"
                .formatted(
                        captured,
                        skippedTotal(),
                        droppedTotal(),
                        reasons.isEmpty() ? "" : " (" + reasons + ")",
                        published,
                        pending == 0 ? "" : ", pending " + pending);
    }

    /** The counts of two runs together. */
    CameraCounts plus(CameraCounts other) {
        return new CameraCounts(
                captured + other.captured,
                plus(skipped, other.skipped),
                plus(dropped, other.dropped),
                published + other.published,
                pending + other.pending);
    }

    static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static <K> Map<K, Long> plus(Map<K, Long> one, Map<K, Long> other) {
        Map<K, Long> sum = new HashMap<>(one);
        other.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
        return sum;
    }
}
