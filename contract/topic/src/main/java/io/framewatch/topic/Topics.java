package io.framewatch.topic;

import io.framewatch.event.Alert;
import io.framewatch.event.AlertMark;
import io.framewatch.event.AlertRule;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.Classification;
import io.framewatch.event.DeadLetter;
import io.framewatch.event.Deployment;
import io.framewatch.event.EventType;
import io.framewatch.event.Frame;
import io.framewatch.event.IngestedFrames;
import io.framewatch.event.LedgerEntry;
import io.framewatch.event.LedgerEvent;
import io.framewatch.event.ModelAgreement;
import io.framewatch.event.ModelEvent;
import io.framewatch.event.ModelStatus;
import io.framewatch.event.ShedFrame;
import java.time.Duration;
import java.util.List;

/** The catalogue of all topics. */
public final class Topics {

    /** Frames of all cameras, by camera. */
    public static final Topic<Frame> FRAMES = Topic.stream("frames", new FrameCodec());

    /** Results, by camera. */
    public static final Topic<Classification> CLASSIFICATIONS =
            Topic.stream("classifications", "classification", Classification.class);

    /** Starts and ends of alerts, by camera. */
    public static final Topic<Alert> ALERTS = Topic.stream("alerts", "alert", Alert.class);

    /** Frames that were past their deadline, by camera. */
    public static final Topic<ShedFrame> SHED = Topic.stream("shed", "shed-frame", ShedFrame.class);

    /** Records of {@link #FRAMES} that could not be classified, with their keys. */
    public static final Topic<DeadLetter> DEAD_LETTERS =
            Topic.stream("dead-letters", new DeadLetterCodec());

    /** Records of {@link #ALERTS} that a consumer could not handle, with their keys. */
    public static final Topic<DeadLetter> PARKED_ALERTS =
            Topic.stream("parked-alerts", new DeadLetterCodec());

    /** What is to serve, by model. */
    public static final Topic<Deployment> MODELS =
            Topic.compacted("models", "model-deployment", Deployment.class);

    /** What became of {@link #MODELS}, by model. */
    public static final Topic<ModelEvent> MODEL_STATUS =
            Topic.stream(
                    "model-status",
                    new EventCodec<>(
                            List.of(
                                    new EventType<>("model-status", ModelStatus.class),
                                    new EventType<>("model-agreement", ModelAgreement.class))));

    /**
     * The cameras that are to be captured, by camera. Workers share its partitions, so it has more
     * of them than a fleet has workers.
     */
    public static final Topic<Camera> CAMERAS =
            Topic.compacted("cameras", "camera", Camera.class).partitioned(64);

    /** Where {@link #CAMERAS} stand, by camera. */
    public static final Topic<CameraStatusReport> CAMERA_STATUS =
            Topic.compacted("camera-status", "camera-status", CameraStatusReport.class);

    /**
     * The rules that raise alerts, by rule. A record counts for frames captured from its timestamp
     * on, so older ones are kept as long as there may be frames that they count for.
     */
    public static final Topic<AlertRule> RULES =
            Topic.compacted("rules", "alert-rule", AlertRule.class).retained(Duration.ofDays(30));

    /** What people say of {@link #ALERTS}, by alert. */
    public static final Topic<AlertMark> ALERT_MARKS =
            Topic.compacted("alert-marks", "alert-mark", AlertMark.class);

    /**
     * Counts of frames, by camera: those of ingest, and the balances that the job makes of them.
     */
    public static final Topic<LedgerEvent> LEDGER =
            Topic.stream(
                            "ledger",
                            new EventCodec<LedgerEvent>(
                                    List.of(
                                            new EventType<>(
                                                    "ingested-frames", IngestedFrames.class),
                                            new EventType<>("ledger-entry", LedgerEntry.class))))
                    .retained(Duration.ofDays(30));

    /** Every topic. */
    public static final List<Topic<?>> ALL =
            List.of(
                    FRAMES,
                    CLASSIFICATIONS,
                    ALERTS,
                    SHED,
                    DEAD_LETTERS,
                    PARKED_ALERTS,
                    MODELS,
                    MODEL_STATUS,
                    CAMERAS,
                    CAMERA_STATUS,
                    RULES,
                    ALERT_MARKS,
                    LEDGER);

    /** What workers share cameras by. */
    public static final List<Topic<?>> OF_CAMERAS = List.of(CAMERAS, CAMERA_STATUS);

    /** What the job reads and writes. */
    public static final List<Topic<?>> OF_THE_JOB =
            List.of(
                    FRAMES,
                    CLASSIFICATIONS,
                    ALERTS,
                    DEAD_LETTERS,
                    SHED,
                    MODEL_STATUS,
                    MODELS,
                    RULES,
                    CAMERAS,
                    CAMERA_STATUS,
                    LEDGER);

    private Topics() {}

    /**
     * Finds a topic.
     *
     * @param name without the prefix
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Topic<?> named(String name) {
        return ALL.stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "topic '%s' must be one of %s".formatted(name, ALL)));
    }
}
