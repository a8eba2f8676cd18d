package io.framewatch.ingest.metrics;

import io.framewatch.ingest.publish.LedgerReport;
import io.framewatch.ingest.publish.PublisherReport;
import java.util.List;

/**
 * How an ingest worker is.
 *
 * @param cameras those that are there, without removed ones, each id once
 * @param publisher whether Kafka takes frames
 * @param ledger how the ledger is written
 * @param inContact false if the worker shares its cameras with others and has lost contact to them
 * @param hangingCalls calls into FFmpeg that were abandoned and have not returned
 */
public record WorkerReport(
        List<CameraReport> cameras,
        PublisherReport publisher,
        LedgerReport ledger,
        boolean inContact,
        int hangingCalls) {

    public WorkerReport {
        cameras = List.copyOf(cameras);
    }

    /** The same worker in or out of contact to those that it shares its cameras with. */
    public WorkerReport withContact(boolean contact) {
        return new WorkerReport(cameras, publisher, ledger, contact, hangingCalls);
    }
}
