package io.framewatch.ingest.capture;

import static io.framewatch.event.CameraView.BLINDED;
import static io.framewatch.event.CameraView.COVERED;
import static io.framewatch.event.CameraView.MOVED;
import static io.framewatch.event.CameraView.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.CameraId;
import io.framewatch.event.CameraView;
import io.framewatch.ingest.TestingClips;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The clips again and again, one picture a second, and what may become of their view. */
class ViewCheckTest {

    private static final int COLUMNS = ViewStructure.COLUMNS;
    private static final int ROWS = ViewStructure.ROWS;
    private static final Map<Clip, List<byte[]>> PICTURES = new EnumMap<>(Clip.class);

    private final ViewCheck check = new ViewCheck(true);
    private final List<String> notices = new ArrayList<>();
    private final Random random = new Random(1);
    private long second;

    private enum Clip {
        CARS(TestingClips.CARS),
        PEOPLE(TestingClips.PEOPLE);

        private final Path path;

        Clip(Path path) {
            this.path = path;
        }
    }

    /** What the scene, of 0 to 255, becomes at a sample. */
    private interface Change {
        double of(Scene scene, int column, int row);
    }

    private interface Scene {
        double at(int column, int row);
    }

    @BeforeAll
    static void readClips() throws Exception {
        for (Clip clip : Clip.values()) {
            CameraOptions file = CameraOptions.of(new CameraId("clip"), clip.path.toString());
            List<byte[]> pictures = new ArrayList<>();
            try (Video video =
                    FfmpegVideo.open(VideoSource.of(file.video(), null), new Deadline())) {
                while (video.next()) {
                    if (video.ptsMicros() >= pictures.size() * 1_000_000L) {
                        pictures.add(video.luma(COLUMNS, ROWS));
                    }
                }
            }
            PICTURES.put(clip, pictures);
        }
    }

    private enum Light {
        AS_IT_IS(Scene::at),
        HALF((scene, x, y) -> scene.at(x, y) / 2),
        BRIGHT((scene, x, y) -> scene.at(x, y) + 60),
        LOW_CONTRAST((scene, x, y) -> 80 + scene.at(x, y) * 0.4),
        LAMP_AT_NIGHT((scene, x, y) -> scene.at(x, y) * lamp(Math.hypot(x - 32, y - 30)));

        private final Change change;

        Light(Change change) {
            this.change = change;
        }

        private static double lamp(double distance) {
            return Math.exp(-distance * distance / 1600);
        }
    }

    private enum Disturbance {
        CAP(COVERED, (scene, x, y) -> 8 + scene.at(x, y) * 0.01),
        CLOTH(COVERED, (scene, x, y) -> 90 + x * 0.5),
        OVEREXPOSED(BLINDED, (scene, x, y) -> 190 + scene.at(x, y) * 1.5),
        SHIFTED_BY_A_FIFTH(MOVED, (scene, x, y) -> scene.at(x + COLUMNS / 5, y)),
        LOWERED_BY_A_FIFTH(MOVED, (scene, x, y) -> scene.at(x, y + ROWS / 5)),
        TURNED_BY_18_DEGREES(
                MOVED,
                (scene, x, y) ->
                        scene.at(
                                (int) Math.round(32 + 0.951 * (x - 32) - 0.309 * (y - 24)),
                                (int) Math.round(24 + 0.309 * (x - 32) + 0.951 * (y - 24))));

        private final CameraView view;
        private final Change change;

        Disturbance(CameraView view, Change change) {
            this.view = view;
            this.change = change;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeNoClipForDisturbedWhateverTheLight(Light light) throws Exception {
        for (Clip clip : Clip.values()) {
            ViewCheck fresh = new ViewCheck(true);
            show(fresh, clip, Light.AS_IT_IS.change, 5 * 60);
            show(fresh, clip, light.change, 15 * 60);
            show(fresh, clip, Light.AS_IT_IS.change, 5 * 60);

            assertThat(notices).as("%s", clip).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayWhatBecomesOfAView(Disturbance disturbance) throws Exception {
        int patience = disturbance.view == MOVED ? 180 : 60;
        for (Clip clip : Clip.values()) {
            ViewCheck fresh = new ViewCheck(true);
            notices.clear();
            show(fresh, clip, Light.AS_IT_IS.change, 5 * 60);
            show(fresh, clip, disturbance.change, patience - 1);
            assertThat(fresh.view()).as("%s at first", clip).contains(NORMAL);

            show(fresh, clip, disturbance.change, 90);
            assertThat(fresh.view()).as("%s then", clip).contains(disturbance.view);

            show(fresh, clip, Light.AS_IT_IS.change, patience - 1);
            assertThat(fresh.view()).as("%s again", clip).contains(disturbance.view);

            show(fresh, clip, Light.AS_IT_IS.change, 120);
            assertThat(fresh.view()).as("%s at last", clip).contains(NORMAL);
            assertThat(notices)
                    .containsExactly(
                            "the view is " + disturbance.view.name().toLowerCase(Locale.ROOT),
                            "the view is normal again");
        }
    }

    @Test
    void shouldNotMindAShortDisturbance() throws Exception {
        for (int i = 0; i < 20; i++) {
            show(check, Clip.PEOPLE, Light.AS_IT_IS.change, 60);
            show(check, Clip.PEOPLE, Disturbance.CAP.change, 50);
            show(check, Clip.PEOPLE, Light.AS_IT_IS.change, 60);
            show(check, Clip.PEOPLE, Disturbance.SHIFTED_BY_A_FIFTH.change, 50);
        }

        assertThat(notices).isEmpty();
    }

    @Test
    void shouldNotTakeACameraThatPansForMoved() throws Exception {
        show(check, Clip.PEOPLE, Light.AS_IT_IS.change, 5 * 60);
        for (int i = 0; i < 300; i++) {
            int column = random.nextInt(COLUMNS);
            int row = random.nextInt(ROWS);
            show(check, Clip.PEOPLE, (scene, x, y) -> scene.at(x + column, y + row), 2);
        }

        assertThat(notices).isEmpty();
    }

    @Test
    void shouldFindThatACameraWasMovedWhileItWasAway() throws Exception {
        show(check, Clip.PEOPLE, Light.AS_IT_IS.change, 5 * 60);
        second = 0;

        show(check, Clip.PEOPLE, Disturbance.TURNED_BY_18_DEGREES.change, 5 * 60);

        assertThat(check.view()).contains(MOVED);
    }

    @Test
    void shouldAcceptAViewThatStays() throws Exception {
        show(check, Clip.PEOPLE, Light.AS_IT_IS.change, 5 * 60);
        show(check, Clip.PEOPLE, Disturbance.LOWERED_BY_A_FIFTH.change, 70 * 60);

        assertThat(check.view()).contains(NORMAL);
        show(check, Clip.PEOPLE, Light.AS_IT_IS.change, 5 * 60);
        assertThat(notices)
                .containsExactly(
                        "the view is moved",
                        "the view has been the same for long and counts as normal now",
                        "the view is moved");
    }

    @Test
    void shouldLookOnceASecond() throws Exception {
        int looks = 0;
        for (int i = 0; i < 100; i++) {
            TestingVideo video = TestingVideo.file(1).showing(PICTURES.get(Clip.CARS).get(0));
            check.look(video, i * 40_000L);
            looks += video.looks();
        }

        assertThat(looks).isEqualTo(4);
    }

    @Test
    void shouldLookAtNothingIfItIsOff() throws Exception {
        ViewCheck off = new ViewCheck(false);
        TestingVideo video = TestingVideo.file(1);

        off.look(video, 0);

        assertThat(off.view()).isEmpty();
        assertThat(video.looks()).isZero();
    }

    private void show(ViewCheck check, Clip clip, Change change, int seconds) throws Exception {
        List<byte[]> pictures = PICTURES.get(clip);
        for (int i = 0; i < seconds; i++) {
            byte[] picture = pictures.get((int) (second % pictures.size()));
            check.look(
                    TestingVideo.file(1).showing(changed(picture, change)), second++ * 1_000_000);
            check.takeNotice().ifPresent(notices::add);
        }
    }

    /** With the noise of a sensor; beyond its border the scene is mirrored. */
    private byte[] changed(byte[] picture, Change change) {
        Scene scene =
                (column, row) ->
                        picture[mirrored(row, ROWS) * COLUMNS + mirrored(column, COLUMNS)] & 0xff;
        byte[] changed = new byte[picture.length];
        for (int i = 0; i < picture.length; i++) {
            double sample = change.of(scene, i % COLUMNS, i / COLUMNS) + random.nextGaussian();
            changed[i] = (byte) Math.round(Math.max(0, Math.min(255, sample)));
        }
        return changed;
    }

    private static int mirrored(int at, int length) {
        int place = Math.floorMod(at, 2 * length);
        return place < length ? place : 2 * length - 1 - place;
    }
}
