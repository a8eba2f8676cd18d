package io.framewatch.ingest.capture;

import io.framewatch.event.CameraView;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells whether a camera's view is covered, blinded or moved. It looks at one picture a second, and
 * lasts longer than a run, so that a camera that was turned while it was away is found. Time is
 * that of the pictures. One thread at a time looks; any may ask.
 */
final class ViewCheck {

    /**
     * A view counts as covered or blinded, or as normal again, when it has been so for this long.
     */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The same for a view that is moved, or is no longer. */
    static final Duration MOVED_PATIENCE = Duration.ofSeconds(180);

    /** A moved view is the normal one when it has been the same for this long. */
    static final Duration ACCEPTANCE = Duration.ofHours(1);

    private static final long LOOK_MICROS = 1_000_000;

    /** What was not seen for longer than this does not count. */
    private static final long MAX_STEP_MICROS = 10_000_000;

    /** What moves through the scene, and noise, disappear in the mean picture. */
    private static final double MEAN_MICROS = 10e6;

    /** More than the mean picture remembers. */
    private static final long STEADY_MICROS = 20_000_000;

    /** The reference follows the light of the day. */
    private static final double REFERENCE_MICROS = 600e6;

    private static final double MIN_CONTRAST = 1;
    private static final int BRIGHT = 220;
    private static final double MAX_BRIGHT_SHARE = 0.9;
    private static final double MIN_SIMILARITY = 0.3;
    private static final double MIN_STEADINESS = 0.5;

    private final boolean on;
    private double[] mean;
    private ViewStructure reference;
    private ViewStructure recent;
    private ViewStructure earlier;
    private long recentAge;
    private long learned;
    private long last = Long.MIN_VALUE;
    private CameraView candidate = CameraView.NORMAL;
    private long heldMicros;
    private long movedMicros;
    private String notice;
    private volatile CameraView view = CameraView.NORMAL;

    /** Makes a check; one that is not on looks at nothing. */
    ViewCheck(boolean on) {
        this.on = on;
    }

    /**
     * Looks at the latest picture, unless it looked less than a second ago.
     *
     * @param micros the picture's time since the run's first one
     */
    void look(Video video, long micros) throws CaptureException {
        boolean sameRun = last != Long.MIN_VALUE && micros >= last;
        if (!on || sameRun && micros - last < LOOK_MICROS) {
            return;
        }
        long elapsed = sameRun ? Math.min(micros - last, MAX_STEP_MICROS) : 0;
        last = micros;
        byte[] luma = video.luma(ViewStructure.COLUMNS, ViewStructure.ROWS);
        consider(judge(samples(luma), elapsed), elapsed);
    }

    /** What the camera shows; empty if the check is not on. */
    Optional<CameraView> view() {
        return on ? Optional.of(view) : Optional.empty();
    }

    /** One line about a change of the view that has not been said yet. */
    Optional<String> takeNotice() {
        Optional<String> line = Optional.ofNullable(notice);
        notice = null;
        return line;
    }

    private CameraView judge(double[] luma, long elapsed) {
        average(luma, elapsed);
        if (brightShare() >= MAX_BRIGHT_SHARE) {
            return CameraView.BLINDED;
        }
        ViewStructure structure = ViewStructure.of(mean);
        if (structure.contrast() < MIN_CONTRAST) {
            return CameraView.COVERED;
        }
        boolean steady = isSteady(structure, elapsed);
        boolean known = learned >= PATIENCE.toNanos() / 1000;
        if (known && structure.similarity(reference) < MIN_SIMILARITY) {
            return steady ? differs(structure, elapsed) : view;
        }
        learn(structure, elapsed);
        return CameraView.NORMAL;
    }

    private void average(double[] luma, long elapsed) {
        if (mean == null) {
            mean = luma.clone();
        }
        double share = 1 - Math.exp(-elapsed / MEAN_MICROS);
        for (int i = 0; i < mean.length; i++) {
            mean[i] += (luma[i] - mean[i]) * share;
        }
    }

    private double brightShare() {
        int bright = 0;
        for (double sample : mean) {
            bright += sample >= BRIGHT ? 1 : 0;
        }
        return (double) bright / mean.length;
    }

    /** Whether the view is as it was a while ago: a camera that pans is not moved. */
    private boolean isSteady(ViewStructure structure, long elapsed) {
        recentAge += elapsed;
        if (recent == null || recentAge >= STEADY_MICROS) {
            earlier = recent;
            recent = structure;
            recentAge = 0;
        }
        return earlier != null && structure.similarity(earlier) >= MIN_STEADINESS;
    }

    private void learn(ViewStructure structure, long elapsed) {
        if (reference == null) {
            reference = structure;
        }
        learned += elapsed;
        double window = Math.min(Math.max(learned, 1), REFERENCE_MICROS);
        reference = reference.towards(structure, elapsed / window);
    }

    private CameraView differs(ViewStructure structure, long elapsed) {
        movedMicros += view == CameraView.MOVED ? elapsed : 0;
        if (movedMicros < ACCEPTANCE.toNanos() / 1000) {
            return CameraView.MOVED;
        }
        reference = structure;
        change(CameraView.NORMAL, "the view has been the same for long and counts as normal now");
        return CameraView.NORMAL;
    }

    /** Others must be seen for less time than the candidate, or it must begin again. */
    private void consider(CameraView seen, long elapsed) {
        heldMicros += seen == candidate ? elapsed : -elapsed;
        if (heldMicros <= 0 || candidate == view) {
            heldMicros = 0;
            candidate = seen;
        }
        if (candidate != view && heldMicros >= patience().toNanos() / 1000) {
            boolean normal = candidate == CameraView.NORMAL;
            String name = candidate.name().toLowerCase(Locale.ROOT);
            change(candidate, "the view is " + name + (normal ? " again" : ""));
        }
    }

    private Duration patience() {
        boolean moved = candidate == CameraView.MOVED || view == CameraView.MOVED;
        return moved ? MOVED_PATIENCE : PATIENCE;
    }

    private void change(CameraView next, String line) {
        view = next;
        candidate = next;
        heldMicros = 0;
        movedMicros = 0;
        notice = line;
    }

    private static double[] samples(byte[] luma) {
        double[] samples = new double[luma.length];
        for (int i = 0; i < luma.length; i++) {
            samples[i] = luma[i] & 0xff;
        }
        return samples;
    }
}
