package io.framewatch.cli.model;

import io.framewatch.event.ModelStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * One order for the status events of all partitions. Within a partition it is that of the log,
 * whatever the clocks say; so all that is said of one model or head is in the order of the log.
 * Partitions have no order between them: there the tasks' clocks decide, and at the same time a
 * model comes before a head, as a task says it.
 */
final class StatusOrder {

    private static final Comparator<ModelStatus> EARLIER =
            Comparator.comparing(ModelStatus::at)
                    .thenComparing(status -> status.subject().isHead());

    private StatusOrder() {}

    /**
     * Puts partitions together.
     *
     * @param partitions the events of each, in the order of the log; they are emptied
     */
    static List<ModelStatus> merge(Collection<Queue<ModelStatus>> partitions) {
        List<ModelStatus> merged = new ArrayList<>();
        while (true) {
            Optional<Queue<ModelStatus>> next =
                    partitions.stream()
                            .filter(partition -> !partition.isEmpty())
                            .min(Comparator.comparing(Queue::element, EARLIER));
            if (next.isEmpty()) {
                return merged;
            }
            merged.add(next.get().remove());
        }
    }
}
