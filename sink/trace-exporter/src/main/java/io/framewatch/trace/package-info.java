/** Frames and alerts as traces of OpenTelemetry, read from the topics that the job writes. */
package io.framewatch.trace;
