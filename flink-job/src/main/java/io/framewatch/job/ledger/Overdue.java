package io.framewatch.job.ledger;

/**
 * Since when the ledger waits for the last answers of a run. Public, because Flink's serializer for
 * records requires it.
 *
 * @param answered frames that were answered then
 * @param since when it began, processing time in milliseconds since the epoch
 * @param attempt the start of the task that it belongs to: the time in which the job was down is no
 *     time of waiting
 */
public record Overdue(long answered, long since, long attempt) {}
