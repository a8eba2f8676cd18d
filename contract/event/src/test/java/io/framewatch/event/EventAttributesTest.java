package io.framewatch.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventAttributesTest {

    @Test
    void shouldNameAResultByFrameAndModel() {
        assertThat(Samples.CLASSIFICATION.attributes())
                .isEqualTo(
                        new EventAttributes(
                                "gate-1",
                                "/cameras/gate-1",
                                "gate-1/1764043290123/57/mobile-former-26m/untrained-1",
                                "gate-1/1764043290123/57",
                                Optional.of(Instant.parse("2026-11-25T04:01:30.123456Z"))));
    }

    @Test
    void shouldNameAShedFrameByTheFrame() {
        assertThat(Samples.SHED.attributes())
                .isEqualTo(
                        new EventAttributes(
                                "gate-1",
                                "/cameras/gate-1",
                                "gate-1/1764043290123/57/shed",
                                "gate-1/1764043290123/57",
                                Optional.of(Instant.parse("2026-11-25T04:01:30.123456Z"))));
    }

    @Test
    void shouldTellStartAndEndOfAnAlertApart() {
        EventAttributes started = Samples.STARTED.attributes();
        EventAttributes ended = Samples.ENDED.attributes();

        assertThat(started)
                .isEqualTo(
                        new EventAttributes(
                                "gate-1",
                                "/cameras/gate-1",
                                "car/gate-1/1764043290123/55/started",
                                "car/gate-1/1764043290123/55",
                                Optional.of(Instant.parse("2026-11-25T04:01:30.523456Z"))));
        assertThat(ended.id()).isEqualTo("car/gate-1/1764043290123/55/ended");
        assertThat(ended.subject()).isEqualTo(started.subject());
    }

    @Test
    void shouldNameADeploymentByTheKeyOfItsRecord() {
        assertThat(Samples.DEPLOYMENT.attributes())
                .returns("gate", EventAttributes::key)
                .returns("/models", EventAttributes::source)
                .returns("gate/2/active/1795770000000", EventAttributes::id)
                .returns("gate", EventAttributes::subject);
        assertThat(Samples.DEPLOYMENT.attributes("gate/previous"))
                .returns("gate/previous", EventAttributes::key)
                .returns("gate/previous/2/active/1795770000000", EventAttributes::id)
                .returns("gate/previous", EventAttributes::subject);
    }

    @Test
    void shouldNameAStatusBySubtaskAndTime() {
        assertThat(Samples.SERVING.attributes())
                .returns("gate", EventAttributes::key)
                .returns("/models", EventAttributes::source)
                .returns("gate/2/active/1/1795770001000", EventAttributes::id);
    }

    @Test
    void shouldNameWhatIsToBeByItsContent() {
        Camera paused = Samples.CAMERA.withPaused(true);

        // as printed by: printf %s CAMERA_JSON | sha256sum
        assertThat(Samples.CAMERA.attributes())
                .isEqualTo(
                        new EventAttributes(
                                "gate-1",
                                "/cameras/gate-1",
                                "gate-1/bce2c93b67ce3540",
                                "gate-1",
                                Optional.empty()));
        assertThat(paused.attributes().id()).isNotEqualTo(Samples.CAMERA.attributes().id());
        assertThat(Samples.RULE.attributes().source()).isEqualTo("/rules");
    }

    @Test
    void shouldNameTheStateOfACameraByRunStateAndTime() {
        assertThat(Samples.CAMERA_STATUS.attributes())
                .returns("gate-1", EventAttributes::key)
                .returns("gate-1/1764043290123/retrying/1795770001000", EventAttributes::id)
                .returns("gate-1/1764043290123", EventAttributes::subject);
    }

    @Test
    void shouldNameALedgerEntryByRunTimeAndState() {
        assertThat(Samples.LEDGER_ENTRY.attributes())
                .returns("gate-1", EventAttributes::key)
                .returns("gate-1/1764043290123/1795770001000/replaced", EventAttributes::id)
                .returns("gate-1/1764043290123", EventAttributes::subject);
        assertThat(Samples.INGESTED.attributes())
                .returns("gate-1/1764043290123/ingested/1795770001000", EventAttributes::id);
    }
}
