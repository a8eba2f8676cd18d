package io.framewatch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PictureTest {

    @Test
    void shouldDecodeToBlueGreenRed() throws Exception {
        Picture picture = Picture.decode(TestingPictures.file("png", 3, 2, new Color(10, 20, 250)));

        assertThat(picture.width()).isEqualTo(3);
        assertThat(picture.height()).isEqualTo(2);
        assertThat(picture.bgr()).hasSize(18).startsWith((byte) 250, (byte) 20, (byte) 10);
    }

    @Test
    void shouldShrinkLargePhotographsByAWholeFactor() throws Exception {
        Picture picture =
                Picture.decode(TestingPictures.file("png", 1000, 900, new Color(1, 2, 200)));

        assertThat(picture.width()).isEqualTo(333);
        assertThat(picture.height()).isEqualTo(300);
        assertThat(picture.bgr())
                .hasSize(3 * 333 * 300)
                .startsWith((byte) 200, (byte) 2, (byte) 1)
                .endsWith((byte) 200, (byte) 2, (byte) 1);
    }

    @Test
    void shouldRefuseWhatIsNoPicture() {
        assertThatThrownBy(() -> Picture.decode("text".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessage("no picture format that this JDK reads");
    }

    @Test
    void shouldRefuseATruncatedPicture() throws Exception {
        byte[] file = TestingPictures.file("png", 64, 64, Color.RED);

        assertThatThrownBy(() -> Picture.decode(Arrays.copyOf(file, 60)))
                .isInstanceOf(IOException.class);
    }
}
