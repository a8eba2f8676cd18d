package io.framewatch.event;

import io.framewatch.event.Deployment.Role;
import io.framewatch.event.ModelStatus.Outcome;
import io.framewatch.event.ModelStatus.Subject;
import io.framewatch.event.ModelStatus.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events of each kind, and their exact JSON. */
public final class Samples {

    public static final CameraId GATE = new CameraId("gate-1");

    public static final FrameLocation LOCATION =
            new FrameLocation(new FrameId(GATE, 1764043290123L, 57), "framewatch.frames", 3, 4711);

    public static final Classification.Model MODEL =
            new Classification.Model("mobile-former-26m", "untrained-1", "0".repeat(64));

    private static final String MODEL_JSON =
            "\"model\":\"mobile-former-26m\",\"modelVersion\":\"untrained-1\",\"modelSha256\":\""
                    + "0".repeat(64)
                    + "\"";

    public static final Classification CLASSIFICATION =
            new Classification(
                    GATE,
                    LOCATION,
                    FrameTimes.of(Instant.parse("2026-11-25T04:01:30.123456Z")),
                    MODEL,
                    Classification.Scores.of(
                            List.of(new LabelScore("car", 0.8125f), new LabelScore("bus", 0.1f))),
                    new Timing(
                            Instant.parse("2026-11-25T04:01:30.200Z"),
                            2_100,
                            15_000,
                            9_800,
                            4,
                            Instant.parse("2026-11-25T04:01:30.226900789Z")));

    public static final String CLASSIFICATION_JSON =
            "{\"camera\":\"gate-1\","
                    + "\"evidence\":{\"frame\":\"gate-1/1764043290123/57\","
                    + "\"topic\":\"framewatch.frames\",\"partition\":3,\"offset\":4711},"
                    + "\"captureTime\":\"2026-11-25T04:01:30.123456Z\","
                    + MODEL_JSON
                    + ",\"top\":[{\"label\":\"car\",\"score\":0.8125},"
                    + "{\"label\":\"bus\",\"score\":0.1}],"
                    + "\"timing\":{\"received\":\"2026-11-25T04:01:30.200000Z\","
                    + "\"decodeMicros\":2100,\"queueMicros\":15000,\"inferenceMicros\":9800,"
                    + "\"batchSize\":4,\"completed\":\"2026-11-25T04:01:30.226900Z\"}}";

    public static final Classification WITH_HEAD =
            new Classification(
                    CLASSIFICATION.camera(),
                    LOCATION,
                    CLASSIFICATION.times(),
                    CLASSIFICATION.classifier(),
                    new Classification.Scores(
                            CLASSIFICATION.scores().top(),
                            List.of(
                                    new HeadResult(
                                            "gate-state",
                                            "1f6a02c4",
                                            List.of(
                                                    new LabelScore("open", 0.75f),
                                                    new LabelScore("closed", 0.25f))))),
                    CLASSIFICATION.timing());

    public static final String WITH_HEAD_JSON =
            CLASSIFICATION_JSON.replace(
                    "\"timing\"",
                    "\"heads\":[{\"name\":\"gate-state\",\"version\":\"1f6a02c4\","
                            + "\"scores\":[{\"label\":\"open\",\"score\":0.75},"
                            + "{\"label\":\"closed\",\"score\":0.25}]}],\"timing\"");

    public static final Classification WITH_CAMERA_TIME =
            new Classification(
                    CLASSIFICATION.camera(),
                    LOCATION,
                    new FrameTimes(
                            CLASSIFICATION.captureTime(), Instant.parse("2026-11-25T04:01:29.5Z")),
                    CLASSIFICATION.classifier(),
                    CLASSIFICATION.scores(),
                    CLASSIFICATION.timing());

    public static final String WITH_CAMERA_TIME_JSON =
            CLASSIFICATION_JSON.replace(
                    "\"model\"", "\"cameraTime\":\"2026-11-25T04:01:29.500000Z\",\"model\"");

    public static final ShedFrame SHED =
            new ShedFrame(GATE, LOCATION, Instant.parse("2026-11-25T04:01:30.123456Z"), 2_100);

    public static final String SHED_JSON =
            "{\"camera\":\"gate-1\","
                    + "\"evidence\":{\"frame\":\"gate-1/1764043290123/57\","
                    + "\"topic\":\"framewatch.frames\",\"partition\":3,\"offset\":4711},"
                    + "\"captureTime\":\"2026-11-25T04:01:30.123456Z\",\"ageMillis\":2100}";

    public static final Alert STARTED =
            alert(AlertState.STARTED, null, "2026-11-25T04:01:30.523456Z");

    public static final String STARTED_JSON =
            "{\"id\":\"car/gate-1/1764043290123/55\",\"rule\":\"car\","
                    + "\"ruleRevision\":\"0123456789abcdef\",\"camera\":\"gate-1\","
                    + "\"label\":\"car\",\"state\":\"started\","
                    + "\"from\":\"2026-11-25T04:01:30.123456Z\","
                    + "\"decidedAt\":\"2026-11-25T04:01:30.523456Z\",\"peakScore\":0.9,"
                    + "\"evidence\":{\"frame\":\"gate-1/1764043290123/57\","
                    + "\"topic\":\"framewatch.frames\",\"partition\":3,\"offset\":4711},"
                    + MODEL_JSON
                    + "}";

    public static final Alert ENDED =
            alert(AlertState.ENDED, Instant.parse("2026-11-25T04:01:35Z"), "2026-11-25T04:01:35Z");

    public static final Alert ENDED_UNKNOWN =
            new Alert(
                    ENDED.id(),
                    ENDED.trigger(),
                    ENDED.change(),
                    ENDED.peak(),
                    Alert.EndReason.SCORE_UNKNOWN,
                    null);

    public static final Alert WITH_PICTURE = STARTED.with(Picture.ofJpeg(new byte[] {-1, -40, -1}));

    public static final Alert SILENT =
            new Alert(
                    "gone/gate-1/1764043290123/57",
                    new Alert.Trigger("gone", "0123456789abcdef", GATE, "silent"),
                    Alert.Change.started(
                            Instant.parse("2026-11-25T04:01:30.123456Z"),
                            Instant.parse("2026-11-25T04:02:30.123456Z")),
                    Alert.Peak.NONE);

    public static final AlertMark MARK =
            new AlertMark(
                    STARTED.id(),
                    "car",
                    GATE,
                    AlertMark.Verdict.WRONG,
                    Instant.parse("2026-11-27T09:00:01Z"));

    public static final String MARK_JSON =
            "{\"alert\":\"car/gate-1/1764043290123/55\",\"rule\":\"car\",\"camera\":\"gate-1\","
                    + "\"verdict\":\"wrong\",\"at\":\"2026-11-27T09:00:01.000000Z\"}";

    private static final Instant ANNOUNCED = Instant.parse("2026-11-27T09:00:00.000001Z");

    private static final Deployment.Folder FOLDER =
            new Deployment.Folder("/models/gate-2", "0".repeat(64));

    public static final ModelDeployment DEPLOYMENT =
            new ModelDeployment("gate", "2", new Role.Active(FOLDER), ANNOUNCED);

    public static final String DEPLOYMENT_JSON =
            "{\"name\":\"gate\",\"version\":\"2\",\"uri\":\"/models/gate-2\",\"sha256\":\""
                    + "0".repeat(64)
                    + "\",\"role\":\"active\",\"announcedAt\":\"2026-11-27T09:00:00.000001Z\"}";

    public static final ModelDeployment SHADOW =
            new ModelDeployment("gate", "2", new Role.Shadow(FOLDER, 0.25), ANNOUNCED);

    public static final String SHADOW_JSON =
            DEPLOYMENT_JSON.replace("\"active\"", "\"shadow\",\"share\":0.25");

    public static final String RETIRED_JSON =
            "{\"name\":\"gate\",\"version\":\"2\",\"role\":\"retired\","
                    + "\"announcedAt\":\"2026-11-27T09:00:00.000001Z\"}";

    public static final HeadDeployment HEAD =
            new HeadDeployment(GATE, "door", "2", new Role.Active(FOLDER), ANNOUNCED);

    public static final String HEAD_JSON =
            DEPLOYMENT_JSON
                    .replace("\"gate\"", "\"door\"")
                    .replace("\"active\"", "\"active\",\"camera\":\"gate-1\"");

    /** All forms, with their JSON. */
    public static final Map<Deployment, String> DEPLOYMENTS =
            Map.of(
                    DEPLOYMENT,
                    DEPLOYMENT_JSON,
                    SHADOW,
                    SHADOW_JSON,
                    DEPLOYMENT.retired(ANNOUNCED),
                    RETIRED_JSON,
                    HEAD,
                    HEAD_JSON,
                    HEAD.retired(ANNOUNCED),
                    RETIRED_JSON
                            .replace("\"gate\"", "\"door\"")
                            .replace("\"retired\"", "\"retired\",\"camera\":\"gate-1\""));

    public static final ModelStatus SERVING =
            new ModelStatus(
                    Subject.of(DEPLOYMENT),
                    new Outcome(ModelState.ACTIVE, null, 8_500L, List.of("van")),
                    new Task(1, 2),
                    Instant.parse("2026-11-27T09:00:01Z"));

    public static final String SERVING_JSON =
            "{\"name\":\"gate\",\"version\":\"2\",\"state\":\"active\",\"batchMicros\":8500,"
                    + "\"missingLabels\":[\"van\"],\"subtask\":1,\"subtasks\":2,"
                    + "\"announcedAt\":\"2026-11-27T09:00:00.000001Z\","
                    + "\"at\":\"2026-11-27T09:00:01.000000Z\"}";

    /** A head of the configuration. */
    public static final ModelStatus SET_ASIDE =
            new ModelStatus(
                    Subject.configuredHead(GATE, "door", "1"),
                    Outcome.setAside("was taught on another model"),
                    new Task(0, 2),
                    Instant.parse("2026-11-27T09:00:01Z"));

    public static final ModelAgreement AGREEMENT =
            new ModelAgreement(
                    new ModelAgreement.Models("gate", "3", "gate", "2"),
                    GATE,
                    new ModelAgreement.Comparison(40, 38, 0.015625),
                    Instant.parse("2026-11-27T09:00:01Z"),
                    Instant.parse("2026-11-27T09:00:11Z"));

    public static final Camera CAMERA =
            new Camera(
                    GATE,
                    false,
                    List.of("yard"),
                    Map.of("uri", "rtsp://10.0.0.7/stream1", "credentials", "yard", "fps", 2.5));

    public static final String CAMERA_JSON =
            "{\"id\":\"gate-1\",\"paused\":false,\"tags\":[\"yard\"],\"credentials\":\"yard\","
                    + "\"fps\":2.5,\"uri\":\"rtsp://10.0.0.7/stream1\"}";

    public static final CameraStatusReport CAMERA_STATUS =
            new CameraStatusReport(
                    GATE,
                    1764043290123L,
                    new CameraStatusReport.Condition(
                            CameraStatusReport.State.RETRYING,
                            null,
                            "the connection was lost; next try in 2.1 s"),
                    "worker-1",
                    Instant.parse("2026-11-27T09:00:01Z"));

    public static final String CAMERA_STATUS_JSON =
            "{\"camera\":\"gate-1\",\"run\":1764043290123,\"state\":\"retrying\","
                    + "\"reason\":\"the connection was lost; next try in 2.1 s\","
                    + "\"worker\":\"worker-1\",\"since\":\"2026-11-27T09:00:01.000000Z\"}";

    public static final CameraStatusReport CAMERA_COVERED =
            new CameraStatusReport(
                    GATE,
                    1764043290123L,
                    new CameraStatusReport.Condition(
                            CameraStatusReport.State.LIVE,
                            CameraView.COVERED,
                            "the view is covered"),
                    "worker-1",
                    Instant.parse("2026-11-27T09:00:01Z"));

    public static final String CAMERA_COVERED_JSON =
            "{\"camera\":\"gate-1\",\"run\":1764043290123,\"state\":\"live\","
                    + "\"view\":\"covered\",\"reason\":\"the view is covered\","
                    + "\"worker\":\"worker-1\",\"since\":\"2026-11-27T09:00:01.000000Z\"}";

    public static final AlertRule RULE =
            AlertRule.of(
                    "cars",
                    CameraSelector.of("gate-1"),
                    new RuleCondition.Scored(
                            RuleCondition.Target.ofModel("car"),
                            RuleCondition.Sense.PRESENT,
                            RuleCondition.Enter.of(0.5, 3),
                            RuleCondition.Exit.of(0.25),
                            RuleCondition.WhenLabelMissing.WAIT));

    public static final String RULE_JSON =
            "{\"id\":\"cars\",\"cameras\":[\"gate-1\"],\"tags\":[],\"when\":\"present\",\"label\":\"car\","
                    + "\"whenLabelMissing\":\"wait\","
                    + "\"enter\":{\"score\":0.5,\"frames\":3,\"of\":3,\"for\":\"PT0S\"},"
                    + "\"exit\":{\"score\":0.25,\"for\":\"PT0S\"},"
                    + "\"maxGap\":\"PT1M\",\"coolDown\":\"PT0S\",\"paused\":false,\"picture\":false}";

    /** One of each other form. */
    public static final List<AlertRule> RULES =
            List.of(
                    new AlertRule(
                            "night",
                            new CameraSelector(List.of("gate-*"), List.of("yard")),
                            new RuleCondition.Scored(
                                    new RuleCondition.Target(
                                            "vehicle", List.of("car", "bus"), "door"),
                                    RuleCondition.Sense.ABSENT,
                                    new RuleCondition.Enter(0.2f, 2, 5, null),
                                    new RuleCondition.Exit(0.4f, Duration.ofSeconds(2)),
                                    null),
                            new AlertRule.Pace(
                                    Duration.ofSeconds(20),
                                    Duration.ofMinutes(5),
                                    Duration.ofMillis(2500)),
                            new AlertRule.Activation(
                                    true,
                                    Instant.parse("2026-11-27T22:00:00Z"),
                                    new Schedule(
                                            List.of(Schedule.Day.FRI, Schedule.Day.SAT),
                                            "22:00",
                                            "06:00",
                                            "Europe/Berlin")),
                            true),
                    AlertRule.of(
                            "gone",
                            CameraSelector.ALL,
                            new RuleCondition.Silent(Duration.ofMinutes(1))),
                    AlertRule.of(
                            "covered",
                            CameraSelector.ALL,
                            new RuleCondition.Blinded(
                                    Duration.ofSeconds(30), List.of(CameraView.COVERED))));

    public static final LedgerEntry LEDGER_ENTRY =
            new LedgerEntry(
                    GATE,
                    1764043290123L,
                    new LedgerEntry.Ingested(
                            377, Map.of("rate", 226L), Map.of("slow", 1L, "refused", 2L), 146, 2),
                    new LedgerEntry.Answered(137, 3, Map.of("age", 4L)),
                    new LedgerEntry.Balance(1, 1, 0, 229, LedgerEntry.RunState.REPLACED),
                    Instant.parse("2026-11-27T09:00:01Z"));

    public static final String LEDGER_ENTRY_JSON =
            "{\"camera\":\"gate-1\",\"run\":1764043290123,\"captured\":377,"
                    + "\"skipped\":{\"rate\":226},\"dropped\":{\"refused\":2,\"slow\":1},"
                    + "\"published\":146,\"pending\":2,\"classified\":137,\"deadLettered\":3,"
                    + "\"shed\":{\"age\":4},\"inFlight\":1,\"unaccounted\":1,\"unseen\":0,"
                    + "\"gaps\":229,\"state\":\"replaced\",\"at\":\"2026-11-27T09:00:01.000000Z\"}";

    public static final IngestedFrames INGESTED =
            new IngestedFrames(
                    GATE,
                    1764043290123L,
                    new LedgerEntry.Ingested(
                            377, Map.of("rate", 226L), Map.of("slow-broker", 3L), 148, 0),
                    true,
                    Instant.parse("2026-11-27T09:00:01Z"));

    public static final String INGESTED_JSON =
            "{\"camera\":\"gate-1\",\"run\":1764043290123,\"captured\":377,"
                    + "\"skipped\":{\"rate\":226},\"dropped\":{\"slow-broker\":3},"
                    + "\"published\":148,\"pending\":0,\"ended\":true,"
                    + "\"at\":\"2026-11-27T09:00:01.000000Z\"}";

    private Samples() {}

    private static Alert alert(AlertState state, Instant to, String decidedAt) {
        return new Alert(
                "car/gate-1/1764043290123/55",
                new Alert.Trigger("car", "0123456789abcdef", GATE, "car"),
                new Alert.Change(
                        state,
                        Instant.parse("2026-11-25T04:01:30.123456Z"),
                        to,
                        Instant.parse(decidedAt)),
                new Alert.Peak(0.9f, LOCATION, MODEL));
    }
}
