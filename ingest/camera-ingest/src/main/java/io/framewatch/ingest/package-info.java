/** Cameras to Kafka: the options, the running worker and the command. */
package io.framewatch.ingest;
