package io.framewatch.ingest.publish;

import io.framewatch.event.Frame;

/**
 * A frame on its way; must be given to exactly one of the methods of {@link Outbox} that take one.
 *
 * @param lane the camera's lane
 * @param number the frame's place in its lane
 * @param tally counts what becomes of the frame
 * @param frame the frame
 */
record Envelope(Lane lane, long number, RunTally tally, Frame frame) {}
