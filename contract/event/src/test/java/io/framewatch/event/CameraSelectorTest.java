package io.framewatch.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CameraSelectorTest {

    @ParameterizedTest
    @CsvSource({
        "gate-1, gate-1, true",
        "gate-1, gate-10, false",
        "gate-1, gate-1.door, false",
        "gate-1.door, gate-1.door, true",
        "gate-1*, gate-1.door, true",
        "*.door, gate-1.door, true",
        "*.door, gate-1.all, false",
        "*.door, xdoor, false",
        "gate-?, gate-1, true",
        "gate-?, gate-, false",
        "gate-?, gate-10, false",
        "*, gate-1, true",
        "**, g, true",
        "g*-*1, gate-1-21, true",
        "g*-*1, gate-1-2, false",
        "*a*b, aab, true",
        "*a*b, aba, false",
        "gate.1, gate-1, false",
        "GATE-1, gate-1, false"
    })
    void shouldSelectByIdsAndGlobs(String glob, String camera, boolean selected) {
        assertThat(CameraSelector.of(glob).selects(new CameraId(camera), List.of()))
                .isEqualTo(selected);
    }

    @Test
    void shouldSelectAllWithoutIds() {
        assertThat(CameraSelector.ALL.selects(new CameraId("gate-1"), List.of())).isTrue();
        assertThat(new CameraSelector(null, null)).isEqualTo(CameraSelector.ALL);
    }

    @Test
    void shouldSelectByAnyOfItsIds() {
        CameraSelector selector = CameraSelector.of("yard-*", "gate-1");

        assertThat(selector.selects(new CameraId("gate-1"), List.of())).isTrue();
        assertThat(selector.selects(new CameraId("yard-7"), List.of())).isTrue();
        assertThat(selector.selects(new CameraId("gate-2"), List.of())).isFalse();
    }

    @Test
    void shouldRequireAllTagsAndAnId() {
        CameraSelector selector = new CameraSelector(List.of("gate-*"), List.of("north", "night"));
        CameraId gate = new CameraId("gate-1");

        assertThat(selector.selects(gate, List.of("night", "x", "north"))).isTrue();
        assertThat(selector.selects(gate, List.of("night"))).isFalse();
        assertThat(selector.selects(new CameraId("yard"), List.of("night", "north"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "-gate", ".door", "gate 1", "gate/1", "gate[1]", "gate\n", "ü"})
    void shouldRefuseWhatIsNeitherIdNorGlob(String hostile) {
        assertThatThrownBy(() -> CameraSelector.of(hostile))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "cameras '%s' must be an id, %s, in which * and ? may stand for others"
                                .formatted(hostile, CameraId.RULE));
    }

    @Test
    void shouldRefuseBlankTags() {
        assertThatThrownBy(() -> new CameraSelector(List.of(), List.of(" ")))
                .hasMessage("tag of a rule ' ' must be text");
    }

    /** A pattern that backtracks would take longer than the universe is old. */
    @Test
    void shouldTakeHostileGlobs() {
        String glob = "*a".repeat(49) + "*b";
        CameraId camera = new CameraId("a".repeat(100));

        assertThat(CameraSelector.of(glob).selects(camera, List.of())).isFalse();
    }
}
