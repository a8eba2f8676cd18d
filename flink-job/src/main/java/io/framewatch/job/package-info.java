/** The Flink job: frames in, classifications, alerts and dead letters out. */
package io.framewatch.job;
