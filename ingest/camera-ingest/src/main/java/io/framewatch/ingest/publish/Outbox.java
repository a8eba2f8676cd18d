package io.framewatch.ingest.publish;

import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames between the cameras and Kafka, in one lane a camera. A lane has room for {@value
 * #CAPACITY} waiting frames, and at most {@value #MAX_IN_FLIGHT} of its frames are with the
 * producer, which may give them back, so one camera can neither fill the memory nor hold up the
 * others. Every frame put in is counted exactly once: as published or as dropped. A lane is there
 * from its first outlet on until all of its outlets are closed and none of its frames is on its
 * way. Thread-safe.
 */
final class Outbox {

    static final int CAPACITY = 32;
    static final int MAX_IN_FLIGHT = 32;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition sendable = lock.newCondition();
    private final Condition notFull = lock.newCondition();

    /** In the order of their turns. */
    private final List<Lane> lanes = new ArrayList<>();

    private int inFlight;
    private long lastProgress = System.nanoTime();
    private boolean closed;

    /** A way into a lane. */
    private final class Outlet implements FrameOutlet {
        private final Lane lane;
        private final CameraTally tally;
        private final boolean live;
        private boolean closed;

        private Outlet(Lane lane, CameraTally tally, boolean live) {
            this.lane = lane;
            this.tally = tally;
            this.live = live;
        }

        @Override
        public void publish(Frame frame) throws InterruptedException {
            put(this, frame);
        }

        @Override
        public void close() {
            Outbox.this.close(this);
        }
    }

    /**
     * Opens a way in for a camera; its frames follow those of the camera's earlier outlets.
     *
     * @param live whether a full lane drops its oldest frame; otherwise the camera waits for room
     */
    FrameOutlet open(CameraId cameraId, CameraTally tally, boolean live) {
        lock.lock();
        try {
            Lane lane = lane(cameraId);
            lane.outletOpened();
            return new Outlet(lane, tally, live);
        } finally {
            lock.unlock();
        }
    }

    /** Takes the next frame to send, lane by lane in turn; null if there is none in that time. */
    Envelope take(Duration timeout) throws InterruptedException {
        long nanos = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            Lane lane = nextSendable();
            while (lane == null && nanos > 0) {
                nanos = sendable.awaitNanos(nanos);
                lane = nextSendable();
            }
            return lane == null ? null : depart(lane);
        } finally {
            lock.unlock();
        }
    }

    /** Kafka has the frame. */
    void confirmed(Envelope envelope) {
        arrive(envelope, envelope.tally()::published);
    }

    /**
     * The frame is lost; after {@link #close()} the reason is that ingest was stopped.
     *
     * @return whether it is the first frame of its run that is lost for this reason
     */
    boolean failed(Envelope envelope, DropReason reason) {
        lock.lock();
        try {
            boolean first = envelope.tally().dropped(closed ? DropReason.STOPPED : reason);
            arrive(envelope, () -> {});
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** The frame could not be sent now; it goes before the later ones of its lane again. */
    void returned(Envelope envelope) {
        arrive(
                envelope,
                () -> {
                    if (closed) {
                        envelope.tally().dropped(DropReason.STOPPED);
                    } else {
                        envelope.lane().takeBack(envelope);
                    }
                });
    }

    /** How long frames have been with the producer without any of them arriving; 0 if none are. */
    Duration silence() {
        lock.lock();
        try {
            return inFlight == 0
                    ? Duration.ZERO
                    : Duration.ofNanos(System.nanoTime() - lastProgress);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no frame is on its way; returns false if that takes longer. */
    boolean awaitEmpty(Duration timeout) throws InterruptedException {
        long nanos = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (!isEmpty() && nanos > 0) {
                nanos = notFull.awaitNanos(nanos);
            }
            return isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Drops what waits and everything that comes. Idempotent. */
    void close() {
        lock.lock();
        try {
            closed = true;
            lanes.forEach(Lane::dropWaiting);
            lanes.removeIf(Lane::isDone);
            notFull.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many cameras have a lane; tests look for leaks with it. */
    int lanes() {
        lock.lock();
        try {
            return lanes.size();
        } finally {
            lock.unlock();
        }
    }

    private Lane lane(CameraId cameraId) {
        for (Lane lane : lanes) {
            if (lane.cameraId().equals(cameraId)) {
                return lane;
            }
        }
        Lane lane = new Lane(cameraId);
        lanes.add(lane);
        return lane;
    }

    private void close(Outlet outlet) {
        lock.lock();
        try {
            if (!outlet.closed) {
                outlet.closed = true;
                outlet.lane.outletClosed();
                forgetIfDone(outlet.lane);
                notFull.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void put(Outlet outlet, Frame frame) throws InterruptedException {
        lock.lock();
        try {
            RunTally tally = outlet.tally.run(frame.id().run());
            awaitRoom(outlet, tally);
            if (closed || outlet.closed) {
                tally.dropped(DropReason.STOPPED);
                return;
            }
            outlet.lane.add(tally, frame);
            sendable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom(Outlet outlet, RunTally tally) throws InterruptedException {
        try {
            while (!outlet.live && !outlet.closed && !closed && outlet.lane.isFull()) {
                notFull.await();
            }
        } catch (InterruptedException e) {
            tally.dropped(DropReason.STOPPED);
            throw e;
        }
    }

    /** Finds the lane whose turn it is; its next turn comes after those of all others. */
    private Lane nextSendable() {
        for (Lane lane : lanes) {
            if (lane.isSendable()) {
                lanes.remove(lane);
                lanes.add(lane);
                return lane;
            }
        }
        return null;
    }

    private Envelope depart(Lane lane) {
        if (inFlight == 0) {
            lastProgress = System.nanoTime();
        }
        inFlight++;
        notFull.signalAll();
        return lane.depart();
    }

    private void arrive(Envelope envelope, Runnable count) {
        lock.lock();
        try {
            count.run();
            envelope.lane().arrived();
            inFlight--;
            forgetIfDone(envelope.lane());
            lastProgress = System.nanoTime();
            sendable.signalAll();
            notFull.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void forgetIfDone(Lane lane) {
        if (lane.isDone()) {
            lanes.remove(lane);
        }
    }

    private boolean isEmpty() {
        return lanes.stream().allMatch(Lane::isEmpty);
    }
}
