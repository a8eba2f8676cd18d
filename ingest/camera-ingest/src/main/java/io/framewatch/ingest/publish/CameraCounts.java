package io.framewatch.ingest.publish;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of a camera's frames since it was added: captured = skipped + dropped + published +
 * pending.
 *
 * @param captured decoded pictures
 * @param skipped not published because of the target rate
 * @param dropped lost, by reason; reasons that did not occur are absent
 * @param published confirmed by Kafka
 * @param pending on their way; 0 once the camera is finished
 */
public record CameraCounts(
        long captured, long skipped, Map<DropReason, Long> dropped, long published, long pending) {

    public CameraCounts {
        dropped = Map.copyOf(dropped);
        long accounted = skipped + sum(dropped) + published + pending;
        if (captured != accounted || pending < 0) {
            throw new IllegalArgumentException(
                    "captured %d must be skipped %d + dropped %s + published %d + pending %d"
                            .formatted(captured, skipped, dropped, published, pending));
        }
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
                        skipped,
                        droppedTotal(),
                        reasons.isEmpty() ? "" : " (" + reasons + ")",
                        published,
                        pending == 0 ? "" : ", pending " + pending);
    }

    private static long sum(Map<DropReason, Long> dropped) {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }
}
