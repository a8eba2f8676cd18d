package io.framewatch.page.live;

import io.framewatch.event.Camera;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.CameraStatusReport.State;
import io.framewatch.event.CameraView;
import io.framewatch.event.Classification;
import io.framewatch.event.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What is known of one view of a camera. Not thread-safe. */
final class CameraLive {

    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int MAX_LABELS = 5;

    /** A camera is silent after this time, or after so many of its usual pauses between results. */
    private static final Duration MIN_SILENCE = Duration.ofSeconds(10);

    private static final int PAUSES = 5;

    private static final Set<State> AT_REST =
            Set.of(State.PAUSED, State.FINISHED, State.STOPPED, State.REMOVED);

    private static final Set<State> FAILING = Set.of(State.RETRYING, State.FAILED, State.REFUSED);

    private final String id;
    private final FrameRing ring = new FrameRing();
    private final Window window = new Window();
    private final ScoreHistory history = new ScoreHistory(LiveView.SCORES, STEP);
    private Classification latest;
    private Instant readAt;
    private Still still;
    private long unaccounted;

    CameraLive(String id) {
        this.id = id;
    }

    /** Takes a result; one that is older than the latest only counts for the history. */
    void result(Classification result, Instant now) {
        history.add(result);
        window.add(result.captureTime(), now);
        readAt = now;
        if (latest != null && result.captureTime().isBefore(latest.captureTime())) {
            return;
        }
        latest = result;
        ring.take(result.location().frame()).map(Still::of).ifPresent(taken -> still = taken);
    }

    /** Takes a result of the past, from before this page looked. */
    void past(Classification result) {
        history.add(result);
    }

    /** Takes a frame; returns whether its result waited for it. */
    boolean frame(Frame frame) {
        ring.add(frame);
        if (latest == null || !latest.location().frame().equals(frame.id())) {
            return false;
        }
        still = Still.of(frame);
        return true;
    }

    /** Takes a picture that was looked up; returns whether it is newer than the one before. */
    boolean still(Still found) {
        boolean newer = still == null || isAfter(found, still);
        if (newer) {
            still = found;
        }
        return newer;
    }

    private static boolean isAfter(Still one, Still other) {
        return one.frame().run() > other.frame().run()
                || one.frame().run() == other.frame().run()
                        && one.frame().sequence() > other.frame().sequence();
    }

    void unaccounted(long frames) {
        unaccounted = frames;
    }

    Optional<Classification> latest() {
        return Optional.ofNullable(latest);
    }

    Optional<Still> still() {
        return Optional.ofNullable(still);
    }

    ScoreHistory.Scores scores() {
        return history.scores();
    }

    boolean hasResults() {
        return latest != null;
    }

    /**
     * The view as it is now.
     *
     * @param status what its worker says of its camera; null if nobody does
     * @param desired its camera as the cameras topic has it; null if it is not there
     * @param alerts the alerts that go on
     */
    CameraRow row(CameraStatusReport status, Camera desired, List<AlertRow> alerts, Instant now) {
        return new CameraRow(
                id, condition(status, desired, alerts, now), result(), flow(now), alerts);
    }

    private CameraRow.Condition condition(
            CameraStatusReport status, Camera desired, List<AlertRow> alerts, Instant now) {
        String trouble = trouble(status, desired, now);
        boolean atRest = isAtRest(status, desired);
        Health health =
                trouble != null
                        ? Health.TROUBLE
                        : !alerts.isEmpty()
                                ? Health.ALERT
                                : atRest || latest == null ? Health.IDLE : Health.LIVE;
        return new CameraRow.Condition(
                health,
                state(status, desired),
                trouble,
                desired == null ? null : desired.id().value(),
                desired == null ? List.of() : desired.tags());
    }

    private String state(CameraStatusReport status, Camera desired) {
        if (desired != null && desired.paused()) {
            return "paused";
        }
        if (status != null) {
            return word(status.state());
        }
        return latest == null ? "waiting" : "live";
    }

    private static boolean isAtRest(CameraStatusReport status, Camera desired) {
        return desired != null && desired.paused()
                || status != null && AT_REST.contains(status.state());
    }

    private String trouble(CameraStatusReport status, Camera desired, Instant now) {
        if (isAtRest(status, desired)) {
            return null;
        }
        if (status != null && FAILING.contains(status.state())) {
            return word(status.state()) + reason(status);
        }
        if (status != null && isBlind(status.condition().view())) {
            return "the picture is " + word(status.condition().view());
        }
        if (isSilent(now)) {
            return "no result for " + text(Duration.between(readAt, now));
        }
        return unaccounted > 0 ? unaccounted + " frames are unaccounted for" : null;
    }

    private static String reason(CameraStatusReport status) {
        String reason = status.condition().reason();
        return reason == null ? "" : ": " + reason;
    }

    private static boolean isBlind(CameraView view) {
        return view != null && view != CameraView.NORMAL;
    }

    private boolean isSilent(Instant now) {
        if (readAt == null) {
            return false;
        }
        Duration usual = window.usualPause().multipliedBy(PAUSES);
        Duration limit = usual.compareTo(MIN_SILENCE) > 0 ? usual : MIN_SILENCE;
        return Duration.between(readAt, now).compareTo(limit) > 0;
    }

    private static String text(Duration silence) {
        long seconds = silence.toSeconds();
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }

    private CameraRow.Result result() {
        if (latest == null) {
            return null;
        }
        return new CameraRow.Result(
                latest.location().frame().toString(),
                latest.captureTime().toEpochMilli(),
                latest.scores().top().stream().limit(MAX_LABELS).toList(),
                latest.scores().heads(),
                latest.classifier().name() + " " + latest.classifier().version());
    }

    private CameraRow.Flow flow(Instant now) {
        return new CameraRow.Flow(
                window.rate(now),
                window.percentile(50),
                window.percentile(99),
                latest == null ? null : latest.timing().batchSize(),
                unaccounted);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
