package io.framewatch.topic;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.framewatch.event.Alert;
import io.framewatch.event.Classification;
import io.framewatch.event.EventJson;
import io.framewatch.event.EventSchema;
import io.framewatch.event.ModelAgreement;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelStatus;
import io.framewatch.event.ShedFrame;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Results, shed frames and alerts as CloudEvents (1.0): the same event always has the same
 * attributes, so that a consumer can tell a repetition by {@code source} and {@code id}.
 *
 * <p>{@code source} is {@code /cameras/ID} or {@code /models}, {@code datacontenttype} is {@code
 * application/json}, {@code dataschema} the id of the {@link EventSchema}, the data is that of
 * {@link EventJson}. Stateless and thread-safe.
 */
public final class CloudEvents {

    /** {@code type} of a result. */
    public static final String CLASSIFICATION_TYPE = "io.framewatch.classification.v1";

    /** {@code type} of a shed frame. */
    public static final String SHED_FRAME_TYPE = "io.framewatch.shed-frame.v1";

    /** {@code type} of an alert. */
    public static final String ALERT_TYPE = "io.framewatch.alert.v1";

    /** {@code type} of a deployment. */
    public static final String MODEL_DEPLOYMENT_TYPE = "io.framewatch.model-deployment.v1";

    /** {@code type} of what became of a deployment. */
    public static final String MODEL_STATUS_TYPE = "io.framewatch.model-status.v1";

    /** {@code type} of how a shadow agrees. */
    public static final String MODEL_AGREEMENT_TYPE = "io.framewatch.model-agreement.v1";

    private CloudEvents() {}

    /**
     * A result: {@code id} is {@code frame id/model/version}, {@code subject} the frame id, {@code
     * time} the capture time.
     */
    public static CloudEvent of(Classification classification) {
        String frame = classification.evidence().frame();
        String id = frame + "/" + classification.model() + "/" + classification.modelVersion();
        return event("/cameras/" + classification.camera(), id, classification.captureTime())
                .withType(CLASSIFICATION_TYPE)
                .withSubject(frame)
                .withData(
                        "application/json",
                        EventSchema.CLASSIFICATION.id(),
                        EventJson.toBytes(classification))
                .build();
    }

    /**
     * A shed frame: {@code id} is {@code frame id/shed}, {@code subject} the frame id, {@code time}
     * the capture time.
     */
    public static CloudEvent of(ShedFrame shed) {
        String frame = shed.evidence().frame();
        return event("/cameras/" + shed.camera(), frame + "/shed", shed.captureTime())
                .withType(SHED_FRAME_TYPE)
                .withSubject(frame)
                .withData("application/json", EventSchema.SHED_FRAME.id(), EventJson.toBytes(shed))
                .build();
    }

    /**
     * An alert: {@code id} is {@code alert id/started} or {@code alert id/ended}, {@code subject}
     * the alert id, {@code time} the capture time of the frame that brought the change.
     */
    public static CloudEvent of(Alert alert) {
        String id = alert.id() + "/" + lower(alert.state());
        return event("/cameras/" + alert.camera(), id, alert.decidedAt())
                .withType(ALERT_TYPE)
                .withSubject(alert.id())
                .withData("application/json", EventSchema.ALERT.id(), EventJson.toBytes(alert))
                .build();
    }

    /** A deployment under its own key. */
    public static CloudEvent of(Deployment deployment) {
        return of(deployment, deployment.key());
    }

    /**
     * A deployment: {@code id} is {@code key/version/role/milliseconds}, {@code source} {@code
     * /models}, {@code subject} the record's key.
     *
     * @param key of its record, which may be another than its own
     */
    public static CloudEvent of(Deployment deployment, String key) {
        String id = String.join("/", key, deployment.version(), deployment.role().text());
        return modelEvent(key, id, deployment.announcedAt())
                .withType(MODEL_DEPLOYMENT_TYPE)
                .withData(
                        "application/json",
                        EventSchema.MODEL_DEPLOYMENT.id(),
                        EventJson.toBytes(deployment))
                .build();
    }

    /** What became of a model or a head: {@code subject} is its name. */
    public static CloudEvent of(ModelStatus status) {
        String id =
                String.join(
                        "/",
                        status.subject().name(),
                        status.subject().version(),
                        lower(status.outcome().state()),
                        Integer.toString(status.task().subtask()));
        return modelEvent(status.subject().name(), id, status.at())
                .withType(MODEL_STATUS_TYPE)
                .withData(
                        "application/json",
                        EventSchema.MODEL_STATUS.id(),
                        EventJson.toBytes(status))
                .build();
    }

    /** How a shadow agrees: {@code subject} is the shadow's name. */
    public static CloudEvent of(ModelAgreement agreement) {
        String id = String.join("/", agreement.name(), agreement.version(), agreement.camera());
        return modelEvent(agreement.name(), id, agreement.to())
                .withType(MODEL_AGREEMENT_TYPE)
                .withData(
                        "application/json",
                        EventSchema.MODEL_AGREEMENT.id(),
                        EventJson.toBytes(agreement))
                .build();
    }

    /** The time is part of the id: the same may be said again later. */
    private static CloudEventBuilder modelEvent(String name, String id, Instant time) {
        return event("/models", id + "/" + time.toEpochMilli(), time).withSubject(name);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static CloudEventBuilder event(String source, String id, Instant time) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create(source))
                .withTime(time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
    }
}
