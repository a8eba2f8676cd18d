package io.framewatch.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventJsonTest {

    @Test
    void shouldWriteTheExactJsonOfAResult() {
        assertThat(text(EventJson.toBytes(Samples.CLASSIFICATION)))
                .isEqualTo(Samples.CLASSIFICATION_JSON);
    }

    @Test
    void shouldWriteWhatHeadsSayOnlyIfThereAreAny() throws MalformedEventException {
        assertThat(text(EventJson.toBytes(Samples.WITH_HEAD))).isEqualTo(Samples.WITH_HEAD_JSON);
        assertThat(EventJson.toClassification(Samples.WITH_HEAD_JSON.getBytes(UTF_8)).heads())
                .isEqualTo(Samples.WITH_HEAD.heads());
        assertThat(EventJson.toClassification(Samples.CLASSIFICATION_JSON.getBytes(UTF_8)).heads())
                .isEmpty();
    }

    @Test
    void shouldWriteTheExactJsonOfAShedFrame() {
        assertThat(text(EventJson.toBytes(Samples.SHED))).isEqualTo(Samples.SHED_JSON);
    }

    @Test
    void shouldLeaveOutTheEndOfAnAlertThatGoesOn() {
        assertThat(text(EventJson.toBytes(Samples.STARTED))).isEqualTo(Samples.STARTED_JSON);
    }

    @Test
    void shouldWriteTheEndOfAnAlert() {
        assertThat(text(EventJson.toBytes(Samples.ENDED)))
                .contains("\"state\":\"ended\"")
                .contains(
                        "\"to\":\"2026-11-25T04:01:35.000000Z\","
                                + "\"decidedAt\":\"2026-11-25T04:01:35.000000Z\"");
    }

    @Test
    void shouldSayWhyAnAlertEndedWithoutAScore() {
        assertThat(text(EventJson.toBytes(Samples.ENDED_UNKNOWN)))
                .endsWith("\"offset\":4711},\"endReason\":\"score-unknown\"}");
    }

    @Test
    void shouldWriteTheExactJsonOfEachFormOfADeployment() {
        Samples.DEPLOYMENTS.forEach(
                (deployment, json) ->
                        assertThat(text(EventJson.toBytes(deployment))).isEqualTo(json));
    }

    @Test
    void shouldReadEachFormOfADeployment() throws MalformedEventException {
        for (Map.Entry<Deployment, String> sample : Samples.DEPLOYMENTS.entrySet()) {
            assertThat(EventJson.toDeployment(sample.getValue().getBytes(UTF_8)))
                    .isEqualTo(sample.getKey());
        }
    }

    @Test
    void shouldNameWhatIsWrongWithADeployment() {
        String active = Samples.DEPLOYMENT_JSON;
        Map.of(
                        active.replace("active", "ready"),
                        "model gate: role 'ready' must be active, shadow or retired",
                        active.replace("\"active\"", "\"active\",\"share\":0.5"),
                        "model gate: share 0.5 of a model that is active",
                        active.replace("active", "shadow"),
                        "model gate: share null of a model that is shadow",
                        Samples.SHADOW_JSON.replace("0.25", "1.5"),
                        "share 1.5 must be above 0 and at most 1",
                        Samples.SHADOW_JSON.replace("0.25", "0.25,\"camera\":\"gate-1\""),
                        "head gate must not be a shadow: only models are",
                        active.replace("0000", "00"),
                        "of /models/gate-2 must be 64 lower-case hexadecimal digits",
                        active.replace("\"/models/gate-2\"", "\" \""),
                        "uri ' ' must be text",
                        active.replace("\"2\"", "\"\""),
                        "model version '' must be text")
                .forEach(
                        (json, message) ->
                                assertThatThrownBy(
                                                () -> EventJson.toDeployment(json.getBytes(UTF_8)))
                                        .isInstanceOf(MalformedEventException.class)
                                        .hasMessageStartingWith("deployment is malformed: ")
                                        .hasMessageContaining(message));
    }

    @Test
    void shouldWriteWhatBecameOfAModelOrHead() throws MalformedEventException {
        assertThat(text(EventJson.toBytes(Samples.SERVING))).isEqualTo(Samples.SERVING_JSON);
        assertThat(text(EventJson.toBytes(Samples.SET_ASIDE)))
                .contains("\"camera\":\"gate-1\",\"state\":\"set-aside\",\"reason\":\"was taught")
                .doesNotContain("missingLabels", "announcedAt");
        for (ModelStatus status : new ModelStatus[] {Samples.SERVING, Samples.SET_ASIDE}) {
            assertThat(EventJson.toModelStatus(EventJson.toBytes(status))).isEqualTo(status);
        }
    }

    @Test
    void shouldReadAStatusWithoutTheKeysOfLaterVersions() throws MalformedEventException {
        String before = Samples.SERVING_JSON.replace("\"missingLabels\":[\"van\"],", "");

        assertThat(EventJson.toModelStatus(before.getBytes(UTF_8)).outcome().missingLabels())
                .isEmpty();
    }

    @Test
    void shouldReadWhatItWrote() throws MalformedEventException {
        for (Alert alert : new Alert[] {Samples.STARTED, Samples.ENDED, Samples.ENDED_UNKNOWN}) {
            assertThat(EventJson.toAlert(EventJson.toBytes(alert))).isEqualTo(alert);
        }
        assertThat(EventJson.toShedFrame(EventJson.toBytes(Samples.SHED))).isEqualTo(Samples.SHED);
        assertThat(EventJson.toClassification(EventJson.toBytes(Samples.CLASSIFICATION)))
                .usingRecursiveComparison()
                .ignoringFields("timing.completed")
                .isEqualTo(Samples.CLASSIFICATION);
    }

    @Test
    void shouldCutTimesToMicroseconds() throws MalformedEventException {
        Classification read = EventJson.toClassification(EventJson.toBytes(Samples.CLASSIFICATION));

        assertThat(read.timing().completed())
                .isEqualTo(Instant.parse("2026-11-25T04:01:30.226900Z"));
    }

    @Test
    void shouldIgnoreKeysOfLaterVersions() throws MalformedEventException {
        String later =
                Samples.STARTED_JSON
                        .replace("{\"id\"", "{\"severity\":{\"level\":2},\"id\"")
                        .replace("\"partition\"", "\"cluster\":\"north\",\"partition\"");

        assertThat(EventJson.toAlert(later.getBytes(UTF_8))).isEqualTo(Samples.STARTED);
    }

    @Test
    void shouldNameWhatIsWrong() {
        assertRefused(Samples.STARTED_JSON.replace("\"rule\":\"car\",", ""), "problem: rule");
        assertRefused(
                Samples.STARTED_JSON.replace(",\"offset\":4711", ""),
                "evidence.offset: Cannot map `null`");
        assertRefused(Samples.STARTED_JSON.replace("started", "paused"), "paused");
        assertRefused(Samples.STARTED_JSON.replace("started", "ended"), "only an ended alert");
        assertRefused(
                Samples.STARTED_JSON.replace("{\"id\"", "{\"endReason\":\"score-unknown\",\"id\""),
                "is started with end reason");
        assertRefused(
                Samples.STARTED_JSON.replace("2026-11-25T04:01:30.123456Z", "today"),
                "\"today\": must be ISO-8601");
        assertRefused(Samples.STARTED_JSON + "x", "alert is malformed");
        assertRefused("", "alert is malformed");
        assertRefused("null", "alert is malformed: it is null");
        assertThatThrownBy(() -> EventJson.toAlert(null))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage("alert is malformed: the record has no value");
    }

    @Test
    void shouldNameAShedFrameThatIsWrong() {
        String fresh = Samples.SHED_JSON.replace("2100", "0");

        assertThatThrownBy(() -> EventJson.toShedFrame(fresh.getBytes(UTF_8)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageStartingWith("shed frame is malformed: ")
                .hasMessageContaining("age 0 ms of frame gate-1/1764043290123/57 must be above");
    }

    private static void assertRefused(String json, String message) {
        assertThatThrownBy(() -> EventJson.toAlert(json.getBytes(UTF_8)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining(message);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
