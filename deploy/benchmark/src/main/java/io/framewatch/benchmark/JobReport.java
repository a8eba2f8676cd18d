package io.framewatch.benchmark;

/**
 * The result of {@code bench job}; what was not measured is null.
 *
 * @param raw frames as pixels
 * @param jpeg frames as JPEG
 * @param parallelSpeedUp that of the encoding which was measured first
 */
record JobReport(EncodingReport raw, EncodingReport jpeg, Double parallelSpeedUp) {}
