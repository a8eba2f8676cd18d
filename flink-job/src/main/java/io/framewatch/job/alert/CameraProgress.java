package io.framewatch.job.alert;

import io.framewatch.event.CameraView;
import java.time.Instant;

/**
 * What is known of one camera, whatever the rules. Public, because Flink's serializer for records
 * requires it.
 *
 * @param position its last frame in the order of frames; null before the first
 * @param last the same frame; null before the first
 * @param view what it shows; null if nobody looks
 * @param asOf latest event time at which anything was decided; null before the first event
 * @param signature the rules that have looked at it, see {@link CameraRules#signature()}
 * @param entries number of rules that have come somewhere
 */
public record CameraProgress(
        FramePosition position,
        Sighting last,
        SeenView view,
        Instant asOf,
        long signature,
        int entries) {

    static final CameraProgress NONE = new CameraProgress(null, null, null, null, 0, 0);

    /**
     * What a camera shows.
     *
     * @param since since when, by its worker's clock
     */
    public record SeenView(CameraView view, Instant since) {}

    CameraProgress with(FramePosition next, Sighting frame) {
        return new CameraProgress(next, frame, view, asOf, signature, entries);
    }

    CameraProgress with(SeenView shown) {
        return new CameraProgress(position, last, shown, asOf, signature, entries);
    }

    CameraProgress withSignature(long rules) {
        return new CameraProgress(position, last, view, asOf, rules, entries);
    }

    CameraProgress withEntries(int count) {
        return new CameraProgress(position, last, view, asOf, signature, count);
    }

    /** The same at a time, or at that of before if it is later. */
    CameraProgress at(Instant time) {
        return asOf != null && !time.isAfter(asOf)
                ? this
                : new CameraProgress(position, last, view, time, signature, entries);
    }
}
