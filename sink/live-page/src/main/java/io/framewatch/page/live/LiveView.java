package io.framewatch.page.live;

import io.framewatch.event.Alert;
import io.framewatch.event.AlertMark;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.Classification;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.LedgerEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What every camera shows now. Its memory is bounded by the number of cameras. Thread-safe.
 *
 * <p>A row is a view: a camera, or one of its regions. What workers say of a camera is true of all
 * of its views.
 */
public final class LiveView {

    /** How far the scores go back that it holds. */
    public static final Duration SCORES = Duration.ofMinutes(15);

    private static final Comparator<CameraRow> TROUBLE_FIRST =
            Comparator.comparing(CameraRow::health).thenComparing(CameraRow::id);

    private final Clock clock;
    private final Map<String, CameraLive> views = new TreeMap<>();
    private final KnownCameras cameras = new KnownCameras();
    private final Map<String, Health> told = new HashMap<>();
    private final AlertLog alerts = new AlertLog();
    private final Totals totals = new Totals();
    private final List<LiveListener> listeners = new CopyOnWriteArrayList<>();

    /**
     * @param clock by which ages are told
     */
    public LiveView(Clock clock) {
        this.clock = clock;
    }

    /** Tells somebody of changes from now on. */
    public void add(LiveListener listener) {
        listeners.add(listener);
    }

    /** Tells somebody no more. */
    public void remove(LiveListener listener) {
        listeners.remove(listener);
    }

    /** Takes a result that came just now. */
    public synchronized void result(Classification result) {
        Instant now = clock.instant();
        view(result.camera().value()).result(result, now);
        totals.result(result, now);
        changed(result.camera().value());
    }

    /** Takes a result of the past. */
    public synchronized void past(Classification result) {
        view(result.camera().value()).past(result);
    }

    /** Takes a frame. */
    public synchronized void frame(Frame frame) {
        String id = frame.id().camera().value();
        if (view(id).frame(frame)) {
            changed(id);
        }
    }

    /** Takes the picture of a frame that was looked up. */
    public synchronized void still(Still still) {
        String id = still.frame().camera().value();
        if (view(id).still(still)) {
            changed(id);
        }
    }

    /** Takes what a worker says of a camera. */
    public synchronized void status(CameraStatusReport report) {
        cameras.put(report);
        changedWithViews(report.camera().value());
    }

    /** Takes what a camera is to be. */
    public synchronized void camera(Camera camera) {
        cameras.put(camera);
        changedWithViews(camera.id().value());
    }

    /** A camera is to be no more: its views go. */
    public synchronized void removed(String cameraId) {
        cameras.remove(cameraId);
        views.keySet().stream()
                .filter(id -> KnownCameras.isViewOf(id, cameraId))
                .toList()
                .forEach(
                        id -> {
                            views.remove(id);
                            told.remove(id);
                            listeners.forEach(listener -> listener.camera(id, true));
                        });
        listeners.forEach(listener -> listener.camera(cameraId, true));
    }

    /** Takes a change of an alert. */
    public synchronized void alert(Alert alert) {
        if (alerts.add(alert)) {
            listeners.forEach(listener -> listener.alert(alert.id()));
            if (views.containsKey(alert.trigger().camera().value())) {
                changed(alert.trigger().camera().value());
            }
        }
    }

    /** Takes what somebody says of an alert. */
    public synchronized void mark(AlertMark mark) {
        if (alerts.mark(mark)) {
            listeners.forEach(listener -> listener.alert(mark.alert()));
        }
    }

    /** Takes a balance. */
    public synchronized void ledger(LedgerEntry entry) {
        String id = entry.camera().value();
        long before = totals.unaccounted(id);
        totals.ledger(entry);
        if (views.containsKey(id) && before != totals.unaccounted(id)) {
            views.get(id).unaccounted(totals.unaccounted(id));
            changed(id);
        }
    }

    /** Looks which cameras have become silent; to be called every second or so. */
    public synchronized void tick() {
        for (CameraRow row : rows()) {
            if (row.health() != told.get(row.id()) || row.condition().trouble() != null) {
                changed(row.id());
            }
        }
    }

    /** All views, trouble first. */
    public synchronized List<CameraRow> rows() {
        cameras.desired().forEach(this::addWithoutViews);
        return views.keySet().stream()
                .filter(id -> !isHidden(id))
                .map(this::toRow)
                .sorted(TROUBLE_FIRST)
                .toList();
    }

    /** One view; empty if it is not there. */
    public synchronized Optional<CameraRow> row(String id) {
        return views.containsKey(id) && !isHidden(id) ? Optional.of(toRow(id)) : Optional.empty();
    }

    /** The latest picture with a result. */
    public synchronized Optional<Still> still(String id) {
        return Optional.ofNullable(views.get(id)).flatMap(CameraLive::still);
    }

    /** The scores of the last minutes; empty if there is no such view. */
    public synchronized Optional<ScoreHistory.Scores> scores(String id) {
        return Optional.ofNullable(views.get(id)).map(CameraLive::scores);
    }

    /** The frames of the latest results that no picture is there of. */
    public synchronized List<FrameLocation> withoutStill() {
        return views.values().stream()
                .filter(view -> view.latest().isPresent())
                .filter(view -> !view.still().map(Still::frame).equals(frame(view)))
                .map(view -> view.latest().orElseThrow().location())
                .toList();
    }

    /** All alerts, newest first. */
    public synchronized List<AlertRow> alerts() {
        return alerts.rows();
    }

    /** An alert as the page shows it. */
    public synchronized Optional<AlertRow> alert(String id) {
        return alerts.row(id);
    }

    /** An alert's latest record. */
    public synchronized Optional<Alert> record(String id) {
        return alerts.find(id);
    }

    /** The picture that came with an alert. */
    public synchronized Optional<byte[]> picture(String alertId) {
        return alerts.picture(alertId);
    }

    /** Whether the cameras topic has any camera. */
    public synchronized boolean hasDesiredCameras() {
        return !cameras.desired().isEmpty();
    }

    /** What all cameras come to. */
    public synchronized SystemRow system() {
        return totals.row(rows(), clock.instant());
    }

    /** The run of a view that the ledger knows last, with its balance. */
    public synchronized Optional<LedgerEntry> balance(String id) {
        return totals.balance(id);
    }

    private static Optional<io.framewatch.event.FrameId> frame(CameraLive view) {
        return view.latest().map(latest -> latest.location().frame());
    }

    private CameraLive view(String id) {
        CameraLive known = views.get(id);
        if (known != null) {
            return known;
        }
        CameraLive made = new CameraLive(id);
        views.put(id, made);
        views.keySet().stream()
                .filter(this::isReplaced)
                .forEach(camera -> listeners.forEach(listener -> listener.camera(camera, true)));
        return made;
    }

    /** A camera that has given nothing itself goes when one of its regions does. */
    private boolean isReplaced(String id) {
        return !views.get(id).hasResults()
                && views.keySet().stream().anyMatch(other -> other.startsWith(id + "."));
    }

    /** A camera that gives nothing yet has a row, too, unless its views have. */
    private void addWithoutViews(String cameraId) {
        if (views.keySet().stream().noneMatch(id -> KnownCameras.isViewOf(id, cameraId))) {
            view(cameraId);
        }
    }

    private void changedWithViews(String cameraId) {
        addWithoutViews(cameraId);
        views.keySet().stream()
                .filter(id -> KnownCameras.isViewOf(id, cameraId))
                .forEach(this::changed);
    }

    private void changed(String id) {
        Health health = toRow(id).health();
        boolean urgent = told.put(id, health) != health;
        listeners.forEach(listener -> listener.camera(id, urgent));
    }

    private CameraRow toRow(String id) {
        return views.get(id)
                .row(cameras.status(id), cameras.desired(id), alerts.open(id), clock.instant());
    }

    private boolean isHidden(String id) {
        return isReplaced(id) || cameras.isGone(id);
    }
}
