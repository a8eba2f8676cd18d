package io.framewatch.cli.teach;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.Head;
import io.framewatch.classify.ModelFiles;
import io.framewatch.cli.Home;
import io.framewatch.event.CameraId;
import io.framewatch.event.FrameEncoding;
import io.framewatch.ingest.capture.CameraOptions;
import io.framewatch.ingest.capture.Fit;
import io.framewatch.ingest.capture.FrameOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The head of the demo, on the model of the demo, and the part of the clip it did not learn from.
 */
class RoomHeadTest {

    private static final Home HOME = new Home(Path.of("../distribution"));
    private static final Path MODEL = HOME.roadside();

    private static final Path CLIP = HOME.people();

    /** Microseconds; a person is in the room in every other stretch, first not. */
    private static final long[] CHANGES = {
        46_500_000,
        50_200_000,
        69_200_000,
        74_500_000,
        86_000_000,
        92_000_000,
        119_100_000,
        123_500_000,
        135_300_000,
        140_000_000
    };

    private static final CameraOptions CAMERA =
            new CameraOptions(
                    new CameraId("room"),
                    CameraOptions.of(new CameraId("room"), "-").video(),
                    new FrameOptions(2, Fit.CROP, FrameEncoding.JPEG, 90, 0));

    @Test
    void shouldTellAPersonFromAnEmptyRoomInTheRestOfTheClip() throws Exception {
        Head head = Head.read(ModelFiles.of(HOME.roomHead()));
        List<TimedFrame> empty = new ArrayList<>();
        List<TimedFrame> person = new ArrayList<>();
        for (TimedFrame picture :
                new ClipSource(CAMERA, CLIP, CHANGES[0], Long.MAX_VALUE).read(1000, line -> {})) {
            (isPersonAt(picture.frame().ptsMicros()) ? person : empty).add(picture);
        }

        Classifier model = Classifier.open(ModelFiles.of(MODEL));
        try (Embedder embedder = new Embedder(model)) {
            double right = recall(embedder, head, "empty", empty);
            double found = recall(embedder, head, "person", person);

            assertThat(head.camera()).isEqualTo("room");
            assertThat(right).isGreaterThan(0.95);
            assertThat(found).isGreaterThan(0.95);
        }
    }

    @Test
    void shouldKeepTheVersionOfTheSameStates() throws Exception {
        Head head = Head.read(ModelFiles.of(HOME.roomHead()));

        assertThat(HeadIdentity.version(head.states())).isEqualTo(head.version());
    }

    private static double recall(
            Embedder embedder, Head head, String label, List<TimedFrame> pictures) {
        assertThat(pictures).hasSizeGreaterThan(30);
        return embedder.recall(head, embedder.embed(label, pictures, line -> {})).recall();
    }

    private static boolean isPersonAt(long micros) {
        int stretch = 0;
        while (micros >= CHANGES[stretch + 1]) {
            stretch++;
        }
        return stretch % 2 == 1;
    }
}
