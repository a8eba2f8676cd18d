package io.framewatch.event;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Results, shed frames and alerts as CloudEvents (1.0): the same event always has the same
 * attributes, so that a consumer can tell a repetition by {@code source} and {@code id}.
 *
 * <p>{@code source} is {@code /cameras/ID}, {@code datacontenttype} is {@code application/json},
 * the data is that of {@link EventJson}. Stateless and thread-safe.
 */
public final class CloudEvents {

    /** {@code type} of a result. */
    public static final String CLASSIFICATION_TYPE = "io.framewatch.classification.v1";

    /** {@code type} of a shed frame. */
    public static final String SHED_FRAME_TYPE = "io.framewatch.shed-frame.v1";

    /** {@code type} of an alert. */
    public static final String ALERT_TYPE = "io.framewatch.alert.v1";

    private CloudEvents() {}

    /**
     * A result: {@code id} is {@code frame id/model/version}, {@code subject} the frame id, {@code
     * time} the capture time.
     */
    public static CloudEvent of(Classification classification) {
        String frame = classification.evidence().frame();
        String id = frame + "/" + classification.model() + "/" + classification.modelVersion();
        return event(classification.camera(), id, classification.captureTime())
                .withType(CLASSIFICATION_TYPE)
                .withSubject(frame)
                .withData("application/json", EventJson.toBytes(classification))
                .build();
    }

    /**
     * A shed frame: {@code id} is {@code frame id/shed}, {@code subject} the frame id, {@code time}
     * the capture time.
     */
    public static CloudEvent of(ShedFrame shed) {
        String frame = shed.evidence().frame();
        return event(shed.camera(), frame + "/shed", shed.captureTime())
                .withType(SHED_FRAME_TYPE)
                .withSubject(frame)
                .withData("application/json", EventJson.toBytes(shed))
                .build();
    }

    /**
     * An alert: {@code id} is {@code alert id/started} or {@code alert id/ended}, {@code subject}
     * the alert id, {@code time} the capture time of the frame that brought the change.
     */
    public static CloudEvent of(Alert alert) {
        String id = alert.id() + "/" + alert.state().name().toLowerCase(Locale.ROOT);
        return event(alert.camera(), id, alert.decidedAt())
                .withType(ALERT_TYPE)
                .withSubject(alert.id())
                .withData("application/json", EventJson.toBytes(alert))
                .build();
    }

    private static CloudEventBuilder event(String camera, String id, Instant time) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("/cameras/" + camera))
                .withTime(time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
    }
}
