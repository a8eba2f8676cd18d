/** Benchmarks: every figure beside a baseline of the same run. */
package io.framewatch.benchmark;
