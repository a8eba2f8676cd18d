package io.framewatch.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
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
