/** Flink sinks that write results, alerts and dead letters to Kafka with a chosen guarantee. */
package io.framewatch.sink;
