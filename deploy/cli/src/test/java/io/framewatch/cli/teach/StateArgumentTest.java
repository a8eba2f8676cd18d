package io.framewatch.cli.teach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.cli.Interval;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.CameraId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateArgumentTest {

    private static final KafkaOptions KAFKA = new KafkaOptions("host:9092", "x.", 1, Map.of());
    private static final TeachSetting SETTING =
            new TeachSetting(
                    TeachSetting.without("gate").camera(), Optional.of(KAFKA), Optional.empty());

    @Test
    void shouldTakeAnythingElseForAFolder() {
        FrameSource source = StateArgument.parse("half open=pictures/a=b").open(SETTING);

        assertThat(source).isEqualTo(new FolderSource(SETTING.camera(), Path.of("pictures/a=b")));
        assertThat(StateArgument.parse("half open=x").label()).isEqualTo("half open");
    }

    @Test
    void shouldReadAnInterval() {
        FrameSource source =
                StateArgument.parse("open=2026-11-25T10:00:00Z/2026-11-25T10:05:00.5Z")
                        .open(SETTING);

        Interval interval =
                new Interval(
                        Instant.parse("2026-11-25T10:00:00Z"),
                        Instant.parse("2026-11-25T10:05:00.5Z"));
        assertThat(source).isEqualTo(new RetainedSource(KAFKA, new CameraId("gate"), interval));
    }

    @ParameterizedTest
    @CsvSource({
        "'clip.mp4#t=12.5,30', 12500000, 30000000",
        "'clip.mp4#t=3', 3000000, 9223372036854775807",
        "'clip.mp4#t=,30', 0, 30000000"
    })
    void shouldReadAPartOfAVideo(String text, long from, long to) {
        assertThat(new StateArgument("open", text).open(SETTING))
                .isEqualTo(new ClipSource(SETTING.camera(), Path.of("clip.mp4"), from, to));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clip.mp4#t=3,3",
                "clip.mp4#t=3,1",
                "2026-11-25T10:05:00Z/2026-11-25T10:05:00Z"
            })
    void shouldRefuseTimesWithoutLength(String source) {
        assertThatThrownBy(() -> new StateArgument("open", source).open(SETTING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(source)
                .hasMessageContaining("must end after it starts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "=x", "open=", " =x"})
    void shouldRefuseWhatHasNoLabelOrNoSource(String text) {
        assertThatThrownBy(() -> StateArgument.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("state '" + text + "' must be LABEL=SOURCE");
    }
}
