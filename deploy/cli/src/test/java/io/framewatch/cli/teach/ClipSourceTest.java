package io.framewatch.cli.teach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.Home;
import io.framewatch.event.CameraId;
import io.framewatch.ingest.capture.CameraOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipSourceTest {

    private static final CameraOptions CAMERA = CameraOptions.of(new CameraId("road"), "-");
    private static final Path CLIP = new Home(Path.of("../distribution")).cars();

    private final List<String> problems = new ArrayList<>();

    @Test
    void shouldReadThePicturesOfThePartAsTheCameraWould() throws Exception {
        List<TimedFrame> pictures =
                new ClipSource(CAMERA, CLIP, 2_000_000, 4_000_000).read(50, problems::add);

        assertThat(pictures).hasSize(10); // 5 a second
        assertThat(pictures)
                .allSatisfy(
                        picture -> {
                            assertThat(picture.taken().orElseThrow())
                                    .isBetween(Instant.ofEpochSecond(2), Instant.ofEpochSecond(4));
                            assertThat(picture.frame().image().width()).isEqualTo(224);
                        });
        assertThat(problems).isEmpty();
    }

    @Test
    void shouldTakeSomeOfMany() throws Exception {
        List<TimedFrame> pictures =
                new ClipSource(CAMERA, CLIP, 0, Long.MAX_VALUE).read(7, problems::add);

        assertThat(pictures).hasSize(7);
    }

    @Test
    void shouldSayWhatIsWrongWithTheFile(@TempDir Path folder) throws Exception {
        Path missing = folder.resolve("missing.mp4");
        Path text = Files.writeString(folder.resolve("text.mp4"), "no video");

        assertThatThrownBy(() -> new ClipSource(CAMERA, missing, 0, 1).read(7, problems::add))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining(missing + ": there is no such file");
        assertThatThrownBy(() -> new ClipSource(CAMERA, text, 0, 1).read(7, problems::add))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining(text + ": the data is not a video");
    }
}
