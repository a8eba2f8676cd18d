package io.framewatch.ingest.publish;

import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * One camera's frames in the {@link Outbox}, in the order in which they were handed over, those of
 * its earlier outlets first. The outbox's lock guards it.
 */
final class Lane {

    private final CameraId cameraId;
    private final Queue<Envelope> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Envelope::number));
    private long nextNumber;
    private int inFlight;
    private int outlets;

    Lane(CameraId cameraId) {
        this.cameraId = cameraId;
    }

    CameraId cameraId() {
        return cameraId;
    }

    void outletOpened() {
        outlets++;
    }

    void outletClosed() {
        outlets--;
    }

    /** Whether nobody needs the lane any more. */
    boolean isDone() {
        return outlets == 0 && isEmpty();
    }

    /** Whether none of its frames is on its way. */
    boolean isEmpty() {
        return inFlight == 0 && waiting.isEmpty();
    }

    boolean isFull() {
        return waiting.size() >= Outbox.CAPACITY;
    }

    boolean isSendable() {
        return !waiting.isEmpty() && inFlight < Outbox.MAX_IN_FLIGHT;
    }

    /** Adds a frame; if the lane is full the oldest one is dropped. */
    void add(RunTally tally, Frame frame) {
        if (isFull()) {
            waiting.remove().tally().dropped(DropReason.SLOW_BROKER);
        }
        waiting.add(new Envelope(this, nextNumber++, tally, frame));
    }

    Envelope depart() {
        inFlight++;
        return waiting.remove();
    }

    void arrived() {
        inFlight--;
    }

    /** Takes back a frame, which goes before the later ones again. */
    void takeBack(Envelope envelope) {
        waiting.add(envelope);
    }

    /** Drops the frames that wait, as ingest is stopped. */
    void dropWaiting() {
        waiting.forEach(envelope -> envelope.tally().dropped(DropReason.STOPPED));
        waiting.clear();
    }
}
