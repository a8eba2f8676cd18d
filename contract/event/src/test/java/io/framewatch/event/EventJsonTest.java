package io.framewatch.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
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
        assertThat(
                        EventJson.read(Samples.WITH_HEAD_JSON.getBytes(UTF_8), Classification.class)
                                .scores()
                                .heads())
                .isEqualTo(Samples.WITH_HEAD.scores().heads());
        assertThat(
                        EventJson.read(
                                        Samples.CLASSIFICATION_JSON.getBytes(UTF_8),
                                        Classification.class)
                                .scores()
                                .heads())
                .isEmpty();
    }

    @Test
    void shouldWriteWhenTheCameraTookThePictureIfItSays() throws MalformedEventException {
        assertThat(text(EventJson.toBytes(Samples.WITH_CAMERA_TIME)))
                .isEqualTo(Samples.WITH_CAMERA_TIME_JSON);
        assertThat(
                        EventJson.read(
                                        Samples.WITH_CAMERA_TIME_JSON.getBytes(UTF_8),
                                        Classification.class)
                                .times())
                .isEqualTo(Samples.WITH_CAMERA_TIME.times());
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
                .endsWith("\",\"endReason\":\"score-unknown\"}");
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
            assertThat(EventJson.read(sample.getValue().getBytes(UTF_8), Deployment.class))
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
                                                () ->
                                                        EventJson.read(
                                                                json.getBytes(UTF_8),
                                                                Deployment.class))
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
            assertThat(EventJson.read(EventJson.toBytes(status), ModelStatus.class))
                    .isEqualTo(status);
        }
    }

    @Test
    void shouldReadAStatusWithoutTheKeysOfLaterVersions() throws MalformedEventException {
        String before = Samples.SERVING_JSON.replace("\"missingLabels\":[\"van\"],", "");

        assertThat(
                        EventJson.read(before.getBytes(UTF_8), ModelStatus.class)
                                .outcome()
                                .missingLabels())
                .isEmpty();
    }

    @Test
    void shouldReadWhatItWrote() throws MalformedEventException {
        for (Alert alert :
                new Alert[] {
                    Samples.STARTED,
                    Samples.ENDED,
                    Samples.ENDED_UNKNOWN,
                    Samples.WITH_PICTURE,
                    Samples.SILENT
                }) {
            assertThat(EventJson.read(EventJson.toBytes(alert), Alert.class)).isEqualTo(alert);
        }
        assertThat(EventJson.read(EventJson.toBytes(Samples.SHED), ShedFrame.class))
                .isEqualTo(Samples.SHED);
        assertThat(EventJson.read(EventJson.toBytes(Samples.CLASSIFICATION), Classification.class))
                .usingRecursiveComparison()
                .ignoringFields("timing.completed")
                .isEqualTo(Samples.CLASSIFICATION);
    }

    @Test
    void shouldCutTimesToMicroseconds() throws MalformedEventException {
        Classification read =
                EventJson.read(EventJson.toBytes(Samples.CLASSIFICATION), Classification.class);

        assertThat(read.timing().completed())
                .isEqualTo(Instant.parse("2026-11-25T04:01:30.226900Z"));
    }

    @Test
    void shouldIgnoreKeysOfLaterVersions() throws MalformedEventException {
        String later =
                Samples.STARTED_JSON
                        .replace("{\"id\"", "{\"severity\":{\"level\":2},\"id\"")
                        .replace("\"partition\"", "\"cluster\":\"north\",\"partition\"");

        assertThat(EventJson.read(later.getBytes(UTF_8), Alert.class)).isEqualTo(Samples.STARTED);
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
        assertThatThrownBy(() -> EventJson.read(null, Alert.class))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage("alert is malformed: the record has no value");
    }

    @Test
    void shouldNameAShedFrameThatIsWrong() {
        String fresh = Samples.SHED_JSON.replace("2100", "0");

        assertThatThrownBy(() -> EventJson.read(fresh.getBytes(UTF_8), ShedFrame.class))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageStartingWith("shed frame is malformed: ")
                .hasMessageContaining("age 0 ms of frame gate-1/1764043290123/57 must be above");
    }

    @Test
    void shouldWriteTheExactJsonOfWhatIsToBe() throws MalformedEventException {
        assertThat(text(EventJson.toBytes(Samples.CAMERA))).isEqualTo(Samples.CAMERA_JSON);
        assertThat(text(EventJson.toBytes(Samples.RULE))).isEqualTo(Samples.RULE_JSON);
        assertThat(text(EventJson.toBytes(Samples.LEDGER_ENTRY)))
                .isEqualTo(Samples.LEDGER_ENTRY_JSON);
        assertThat(EventJson.read(Samples.CAMERA_JSON.getBytes(UTF_8), Camera.class))
                .isEqualTo(Samples.CAMERA);
        assertThat(EventJson.read(Samples.RULE_JSON.getBytes(UTF_8), AlertRule.class))
                .isEqualTo(Samples.RULE);
        for (AlertRule rule : Samples.RULES) {
            assertThat(EventJson.read(EventJson.toBytes(rule), AlertRule.class)).isEqualTo(rule);
        }
    }

    @Test
    void shouldReadARuleThatLeavesOutWhatHasADefault() throws MalformedEventException {
        String brief =
                "{\"id\":\"cars\",\"cameras\":[\"gate-1\"],\"label\":\"car\",\"whenLabelMissing\":\"wait\","
                        + "\"enter\":{\"score\":0.5,\"frames\":3},\"exit\":{\"score\":0.25}}";

        assertThat(EventJson.read(brief.getBytes(UTF_8), AlertRule.class)).isEqualTo(Samples.RULE);
    }

    @Test
    void shouldWriteTheExactJsonOfAMark() throws MalformedEventException {
        assertThat(text(EventJson.toBytes(Samples.MARK))).isEqualTo(Samples.MARK_JSON);
        assertThat(EventJson.read(Samples.MARK_JSON.getBytes(UTF_8), AlertMark.class))
                .isEqualTo(Samples.MARK);
        assertThat(EventJson.read(Samples.LEDGER_ENTRY_JSON.getBytes(UTF_8), LedgerEntry.class))
                .isEqualTo(Samples.LEDGER_ENTRY);
        assertThat(text(EventJson.toBytes(Samples.INGESTED))).isEqualTo(Samples.INGESTED_JSON);
        assertThat(EventJson.read(Samples.INGESTED_JSON.getBytes(UTF_8), IngestedFrames.class))
                .isEqualTo(Samples.INGESTED);
    }

    @Test
    void shouldReadACameraWithAnyOption() throws MalformedEventException {
        Camera camera =
                EventJson.read(
                        "{\"id\":\"gate-1\",\"uri\":\"testsrc:\",\"views\":[{\"x\":0.5}]}"
                                .getBytes(UTF_8),
                        Camera.class);

        assertThat(camera)
                .isEqualTo(
                        new Camera(
                                Samples.GATE,
                                false,
                                List.of(),
                                Map.of("uri", "testsrc:", "views", List.of(Map.of("x", 0.5)))));
    }

    @Test
    void shouldNameWhatIsWrongWithACamera() {
        Map.of(
                        "{\"uri\":\"testsrc:\"}",
                        "id of a camera must be text",
                        "{\"id\":\"gate/1\"}",
                        "camera id 'gate/1' must be 1 to 100 letters",
                        "{\"id\":\"gate-1\",\"paused\":\"no\"}",
                        "paused of camera gate-1 must be true or false",
                        "{\"id\":\"gate-1\",\"tags\":[1]}",
                        "tags of camera gate-1 must be a list of texts",
                        "{\"id\":\"gate-1\",\"fps\":null}",
                        "fps of camera gate-1 must have a value")
                .forEach(
                        (json, message) ->
                                assertThatThrownBy(
                                                () ->
                                                        EventJson.read(
                                                                json.getBytes(UTF_8), Camera.class))
                                        .isInstanceOf(MalformedEventException.class)
                                        .hasMessageStartingWith("camera is malformed: ")
                                        .hasMessageContaining(message));
    }

    @Test
    void shouldWriteTheExactJsonOfTheStateOfACamera() throws MalformedEventException {
        assertThat(text(EventJson.toBytes(Samples.CAMERA_STATUS)))
                .isEqualTo(Samples.CAMERA_STATUS_JSON);
        assertThat(
                        EventJson.read(
                                Samples.CAMERA_STATUS_JSON.getBytes(UTF_8),
                                CameraStatusReport.class))
                .isEqualTo(Samples.CAMERA_STATUS);
    }

    @Test
    void shouldWriteWhatACameraShowsIfItsViewIsChecked() throws MalformedEventException {
        assertThat(text(EventJson.toBytes(Samples.CAMERA_COVERED)))
                .isEqualTo(Samples.CAMERA_COVERED_JSON);
        assertThat(
                        EventJson.read(
                                Samples.CAMERA_COVERED_JSON.getBytes(UTF_8),
                                CameraStatusReport.class))
                .isEqualTo(Samples.CAMERA_COVERED);
    }

    @Test
    void shouldRefuseALedgerThatDoesNotBalance() {
        String lost = Samples.LEDGER_ENTRY_JSON.replace("\"captured\":377", "\"captured\":378");
        String negative = Samples.LEDGER_ENTRY_JSON.replace("Flight\":1", "Flight\":-1");

        assertThatThrownBy(() -> EventJson.read(lost.getBytes(UTF_8), LedgerEntry.class))
                .hasMessageContaining(
                        "captured 378 must be skipped 226 + dropped 3 + published 146 + pending 2");
        assertThatThrownBy(() -> EventJson.read(negative.getBytes(UTF_8), LedgerEntry.class))
                .hasMessageContaining("inFlight -1 must not be negative");
    }

    @Test
    void shouldRefuseAnEndedRunWithPendingFrames() {
        String pending =
                Samples.INGESTED_JSON
                        .replace("\"published\":148", "\"published\":147")
                        .replace("\"pending\":0", "\"pending\":1");

        assertThatThrownBy(() -> EventJson.read(pending.getBytes(UTF_8), IngestedFrames.class))
                .hasMessageContaining(
                        "pending 1 of camera gate-1 must be 0 as run 1764043290123 has ended");
    }

    private static void assertRefused(String json, String message) {
        assertThatThrownBy(() -> EventJson.read(json.getBytes(UTF_8), Alert.class))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining(message);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
