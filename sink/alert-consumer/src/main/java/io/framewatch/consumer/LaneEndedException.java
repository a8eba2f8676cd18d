package io.framewatch.consumer;

/** A partition is no longer this consumer's: nothing of it is to be tried again. */
final class LaneEndedException extends Exception {

    private static final long serialVersionUID = 1L;
}
