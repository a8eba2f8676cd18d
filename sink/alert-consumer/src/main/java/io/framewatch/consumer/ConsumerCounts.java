package io.framewatch.consumer;

/**
 * What a consumer did since it was started.
 *
 * @param handled alerts that the handler took
 * @param repeated alerts that were left out because they had been handled
 * @param retried times that a handler was called again because it had failed
 * @param parked records on {@code parked-alerts}: alerts that could not be handled, and records
 *     that are no alerts
 */
public record ConsumerCounts(long handled, long repeated, long retried, long parked) {}
