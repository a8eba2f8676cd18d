package io.framewatch.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.framewatch.event.EventJson;
import io.framewatch.event.Samples;
import java.net.URI;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class CloudEventsTest {

    @Test
    void shouldNameAResultByFrameAndModel() {
        CloudEvent event = CloudEvents.of(Samples.CLASSIFICATION);

        assertThat(event.getType()).isEqualTo("io.framewatch.classification.v1");
        assertThat(event.getSource()).isEqualTo(URI.create("/cameras/gate-1"));
        assertThat(event.getId())
                .isEqualTo("gate-1/1764043290123/57/mobile-former-26m/untrained-1");
        assertThat(event.getSubject()).isEqualTo("gate-1/1764043290123/57");
        assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2026-11-25T04:01:30.123456Z"));
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(event.getDataSchema()).isEqualTo(URI.create("urn:framewatch:classification:v1"));
        assertThat(event.getData().toBytes()).isEqualTo(EventJson.toBytes(Samples.CLASSIFICATION));
    }

    @Test
    void shouldNameAShedFrameByTheFrame() {
        CloudEvent event = CloudEvents.of(Samples.SHED);

        assertThat(event.getType()).isEqualTo("io.framewatch.shed-frame.v1");
        assertThat(event.getSource()).isEqualTo(URI.create("/cameras/gate-1"));
        assertThat(event.getId()).isEqualTo("gate-1/1764043290123/57/shed");
        assertThat(event.getSubject()).isEqualTo("gate-1/1764043290123/57");
        assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2026-11-25T04:01:30.123456Z"));
        assertThat(event.getData().toBytes()).isEqualTo(EventJson.toBytes(Samples.SHED));
    }

    @Test
    void shouldNameADeploymentByTheKeyOfItsRecord() {
        CloudEvent own = CloudEvents.of(Samples.DEPLOYMENT);
        CloudEvent previous = CloudEvents.of(Samples.DEPLOYMENT, "gate/previous");

        assertThat(own.getType()).isEqualTo("io.framewatch.model-deployment.v1");
        assertThat(own.getSource()).isEqualTo(URI.create("/models"));
        assertThat(own.getId()).isEqualTo("gate/2/active/1795770000000");
        assertThat(own.getSubject()).isEqualTo("gate");
        assertThat(previous.getId()).isEqualTo("gate/previous/2/active/1795770000000");
        assertThat(previous.getSubject()).isEqualTo("gate/previous");
        assertThat(previous.getData().toBytes())
                .isEqualTo(own.getData().toBytes())
                .isEqualTo(EventJson.toBytes(Samples.DEPLOYMENT));
    }

    @Test
    void shouldNameAStatusBySubtaskAndTime() {
        CloudEvent event = CloudEvents.of(Samples.SERVING);

        assertThat(event.getType()).isEqualTo("io.framewatch.model-status.v1");
        assertThat(event.getSource()).isEqualTo(URI.create("/models"));
        assertThat(event.getId()).isEqualTo("gate/2/active/1/1795770001000");
        assertThat(event.getSubject()).isEqualTo("gate");
    }

    @Test
    void shouldTellStartAndEndOfAnAlertApart() {
        CloudEvent started = CloudEvents.of(Samples.STARTED);
        CloudEvent ended = CloudEvents.of(Samples.ENDED);

        assertThat(started.getType()).isEqualTo("io.framewatch.alert.v1");
        assertThat(started.getId()).isEqualTo("car/gate-1/1764043290123/55/started");
        assertThat(ended.getId()).isEqualTo("car/gate-1/1764043290123/55/ended");
        assertThat(ended.getSubject())
                .isEqualTo(started.getSubject())
                .isEqualTo("car/gate-1/1764043290123/55");
        assertThat(started.getTime())
                .isEqualTo(OffsetDateTime.parse("2026-11-25T04:01:30.523456Z"));
    }
}
