package io.framewatch.ingest.publish;

import io.framewatch.event.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames between the cameras and Kafka, in one lane a camera. A lane has room for {@value
 * #CAPACITY} waiting frames, and at most {@value #MAX_IN_FLIGHT} of its frames are with the
 * producer, which may give them back, so one camera can neither fill the memory nor hold up the
 * others. Every frame put in is counted exactly once: as published or as dropped. Thread-safe.
 */
final class Outbox {

    static final int CAPACITY = 32;
    static final int MAX_IN_FLIGHT = 32;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition sendable = lock.newCondition();
    private final Condition roomy = lock.newCondition();
    private final List<Lane> lanes = new ArrayList<>();
    private int nextLane;
    private int inFlight;
    private long lastProgress = System.nanoTime();
    private boolean closed;

    /** One camera's waiting frames. */
    private static final class Lane {
        private final CameraTally tally;
        private final boolean live;
        private final Queue<Envelope> waiting =
                new PriorityQueue<>(Comparator.comparingLong(envelope -> envelope.number));
        private long nextNumber;
        private int inFlight;

        private Lane(CameraTally tally, boolean live) {
            this.tally = tally;
            this.live = live;
        }
    }

    /** A frame on its way; must be given to exactly one of the methods that take one. */
    static final class Envelope {
        private final Lane lane;
        private final long number;
        private final Frame frame;

        private Envelope(Lane lane, Frame frame) {
            this.lane = lane;
            this.number = lane.nextNumber++;
            this.frame = frame;
        }

        Frame frame() {
            return frame;
        }
    }

    /**
     * Opens a lane.
     *
     * @param live whether a full lane drops its oldest frame; otherwise the camera waits for room
     */
    FrameOutlet open(CameraTally tally, boolean live) {
        Lane lane = new Lane(tally, live);
        lock.lock();
        try {
            lanes.add(lane);
        } finally {
            lock.unlock();
        }
        return frame -> put(lane, frame);
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
        arrive(envelope, () -> envelope.lane.tally.published());
    }

    /** The frame is lost; after {@link #close()} the reason is that ingest was stopped. */
    void failed(Envelope envelope, DropReason reason) {
        arrive(envelope, () -> envelope.lane.tally.dropped(closed ? DropReason.STOPPED : reason));
    }

    /** The frame could not be sent now; it goes before the later ones of its lane again. */
    void returned(Envelope envelope) {
        Lane lane = envelope.lane;
        arrive(
                envelope,
                () -> {
                    if (closed) {
                        lane.tally.dropped(DropReason.STOPPED);
                    } else {
                        lane.waiting.add(envelope);
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
                nanos = roomy.awaitNanos(nanos);
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
            for (Lane lane : lanes) {
                lane.waiting.forEach(envelope -> lane.tally.dropped(DropReason.STOPPED));
                lane.waiting.clear();
            }
            roomy.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void put(Lane lane, Frame frame) throws InterruptedException {
        lock.lock();
        try {
            awaitRoom(lane);
            if (closed) {
                lane.tally.dropped(DropReason.STOPPED);
                return;
            }
            if (lane.waiting.size() >= CAPACITY) {
                lane.waiting.remove();
                lane.tally.dropped(DropReason.SLOW_BROKER);
            }
            lane.waiting.add(new Envelope(lane, frame));
            sendable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom(Lane lane) throws InterruptedException {
        try {
            while (!lane.live && !closed && lane.waiting.size() >= CAPACITY) {
                roomy.await();
            }
        } catch (InterruptedException e) {
            lane.tally.dropped(DropReason.STOPPED);
            throw e;
        }
    }

    private Lane nextSendable() {
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get((nextLane + i) % lanes.size());
            if (!lane.waiting.isEmpty() && lane.inFlight < MAX_IN_FLIGHT) {
                nextLane = (nextLane + i + 1) % lanes.size();
                return lane;
            }
        }
        return null;
    }

    private Envelope depart(Lane lane) {
        if (inFlight == 0) {
            lastProgress = System.nanoTime();
        }
        lane.inFlight++;
        inFlight++;
        roomy.signalAll();
        return lane.waiting.remove();
    }

    private void arrive(Envelope envelope, Runnable count) {
        lock.lock();
        try {
            count.run();
            envelope.lane.inFlight--;
            inFlight--;
            lastProgress = System.nanoTime();
            sendable.signalAll();
            roomy.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isEmpty() {
        return inFlight == 0 && lanes.stream().allMatch(lane -> lane.waiting.isEmpty());
    }
}
