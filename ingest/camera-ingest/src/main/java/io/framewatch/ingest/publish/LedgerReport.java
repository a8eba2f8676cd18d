package io.framewatch.ingest.publish;

/**
 * How the ledger is written.
 *
 * @param up whether the last attempt to write succeeded; true before the first
 * @param entries how many entries were written
 */
public record LedgerReport(boolean up, long entries) {}
