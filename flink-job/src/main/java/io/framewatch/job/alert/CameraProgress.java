package io.framewatch.job.alert;

import io.framewatch.event.CameraView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of one camera, whatever the rules. Public, because Flink's serializer for records
 * requires it.
 *
 * @param last its last frame in the order of frames, with the time that was reached then; null
 *     before the first
 * @param view what it shows; null before the first report
 * @param announced reports whose time is still to come, in order
 * @param asOf latest event time that was reached; null before
 * @param signature the rules that have looked at it, see {@link CameraRules#signature()}
 * @param entries number of rules that have come somewhere
 */
public record CameraProgress(
        Sighting last,
        SeenView view,
        List<SeenView> announced,
        Instant asOf,
        long signature,
        int entries) {

    static final CameraProgress NONE = new CameraProgress(null, null, List.of(), null, 0, 0);

    /** Most changes of a view that wait for their time: without older ones there is an end. */
    static final int MAX_ANNOUNCED = 16;

    public CameraProgress {
        announced = List.copyOf(announced);
    }

    /**
     * What a camera shows.
     *
     * @param view the view; null if nobody looks
     * @param since since when, by its worker's clock
     */
    public record SeenView(CameraView view, Instant since) {}

    /** The same after a frame. */
    CameraProgress with(Sighting frame) {
        return new CameraProgress(frame, view, announced, asOf, signature, entries);
    }

    CameraProgress withSignature(long rules) {
        return new CameraProgress(last, view, announced, asOf, rules, entries);
    }

    CameraProgress withEntries(int count) {
        return count == entries
                ? this
                : new CameraProgress(last, view, announced, asOf, signature, count);
    }

    /** The same at a time, or at that of before if it is later. */
    CameraProgress at(Instant time) {
        return asOf != null && !time.isAfter(asOf)
                ? this
                : new CameraProgress(last, view, announced, time, signature, entries);
    }

    /** Whether a report changes the view and is not older than the one before it. */
    boolean isNews(SeenView report) {
        SeenView latest = announced.isEmpty() ? view : announced.get(announced.size() - 1);
        return latest == null
                ? report.view() != null
                : report.view() != latest.view() && !report.since().isBefore(latest.since());
    }

    /** Keeps a report until its time comes. */
    CameraProgress announce(SeenView report) {
        List<SeenView> reports = new ArrayList<>(announced);
        reports.add(report);
        int surplus = Math.max(0, reports.size() - MAX_ANNOUNCED);
        reports = reports.subList(surplus, reports.size());
        return new CameraProgress(last, view, reports, asOf, signature, entries);
    }

    /** Lets a report count, and with it those before. */
    CameraProgress show(SeenView report) {
        int shown = announced.indexOf(report) + 1;
        List<SeenView> left = announced.subList(shown, announced.size());
        return new CameraProgress(last, report, left, asOf, signature, entries);
    }

    /** Whether it shows one of some views. */
    boolean shows(List<CameraView> views) {
        return view != null && view.view() != null && views.contains(view.view());
    }
}
