package io.framewatch.consumer.forward;

import static io.framewatch.consumer.forward.TestingAlerts.ended;
import static io.framewatch.consumer.forward.TestingAlerts.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AlertTemplateTest {

    @Test
    void shouldFillInWhatIsKnown() {
        // given
        AlertTemplate template =
                new AlertTemplate(
                        "text", "{rule} {camera} {label} {state} {from} {to} {score} {id}");

        // when / then
        assertThat(template.fill(ended()))
                .isEqualTo(
                        "car gate-1 sports car ended 2026-11-25T04:01:30.123456Z"
                                + " 2026-11-25T04:01:35.123456Z 0.90 car/gate-1/1764043290123/55");
        assertThat(new AlertTemplate("text", "to {to}.").fill(started())).isEqualTo("to .");
    }

    @Test
    void shouldTakeValuesAsTheyAreButForControlCharacters() {
        // when / then
        assertThat(new AlertTemplate("text", "{rule}").fill(started("a\r\n\t{id}$1\\", "gate-1")))
                .isEqualTo("a   {id}$1\\");
    }

    @Test
    void shouldEncodeValuesOfAnAddress() {
        // when / then
        assertThat(
                        new AlertTemplate("link", "https://host/?rule={rule}")
                                .fillAddress(started("a b&c=/\n", "gate-1")))
                .isEqualTo("https://host/?rule=a%20b%26c%3D%2F%0A");
    }

    @Test
    void shouldRefuseUnknownPlaceholders() {
        // when / then
        assertThatThrownBy(() -> new AlertTemplate("subject", "{rule} {Camera}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "subject has {Camera}: placeholders must be of [camera, from, id, label,"
                                + " rule, score, state, to]");
    }
}
