package io.framewatch.event;

/** A record that crosses a room as JSON in a CloudEvent. */
public interface Event {

    /** What names it: the same event always has the same, so that a repetition can be told. */
    EventAttributes attributes();
}
