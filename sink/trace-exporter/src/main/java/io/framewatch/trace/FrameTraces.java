package io.framewatch.trace;

import io.framewatch.event.Alert;
import io.framewatch.event.AlertState;
import io.framewatch.event.Classification;
import io.framewatch.event.FrameId;
import io.framewatch.event.ShedFrame;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Chooses the frames that have a trace: a part of all, the same whoever asks, and those that began
 * an alert. Of the others the last ones are kept until an alert asks for them. Not thread-safe.
 */
final class FrameTraces {

    /** Some 20 MB; minutes of a hundred cameras. */
    private static final int KEPT = 20_000;

    private final FrameSpans frames;
    private final AlertSpans alerts;
    private final double sample;
    private final Map<FrameId, Read> recent = new Latest<>();
    private final Map<FrameId, Boolean> awaited = new Latest<>();

    /**
     * @param sample the part of all frames, 0..1
     */
    FrameTraces(TraceSpans spans, double sample) {
        this.frames = new FrameSpans(spans);
        this.alerts = new AlertSpans(spans);
        this.sample = sample;
    }

    private record Read(Classification result, Instant time) {}

    /** Takes a result, read at a time. */
    void classified(Classification result, Instant read) {
        FrameId frame = result.location().frame();
        if (isSampled(frame) || awaited.remove(frame) != null) {
            frames.classified(result, read);
        } else {
            recent.put(frame, new Read(result, read));
        }
    }

    /** Takes a frame that was past its deadline, read at a time. */
    void shed(ShedFrame shed, Instant read) {
        if (isSampled(shed.location().frame())) {
            frames.shed(shed, read);
        }
    }

    /** Takes a change of an alert, read at a time. */
    void changed(Alert alert, Instant read) {
        alerts.changed(alert, read);
        if (alert.state() == AlertState.STARTED) {
            AlertSpans.beginning(alert)
                    .filter(frame -> !isSampled(frame))
                    .ifPresent(this::complete);
        }
    }

    /** An alert may be read before the result that it follows from: they are on two topics. */
    private void complete(FrameId frame) {
        Read known = recent.remove(frame);
        if (known == null) {
            awaited.put(frame, true);
        } else {
            frames.classified(known.result(), known.time());
        }
    }

    private boolean isSampled(FrameId frame) {
        return HashedIds.fraction(frame.toString()) < sample;
    }

    /** Forgets its eldest entry when it is full. */
    private static final class Latest<K, V> extends LinkedHashMap<K, V> {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > KEPT;
        }
    }
}
