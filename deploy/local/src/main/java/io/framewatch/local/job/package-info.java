/** {@code ./framewatch job}: the job with a Flink cluster of its own in this process. */
package io.framewatch.local.job;
