/** Everything in one process: broker, Flink, ingest and a view of results in the terminal. */
package io.framewatch.local;
