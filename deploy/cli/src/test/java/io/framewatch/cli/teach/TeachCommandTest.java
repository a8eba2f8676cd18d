package io.framewatch.cli.teach;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewatch.classify.Classifier;
import io.framewatch.classify.Head;
import io.framewatch.classify.HeadLayer;
import io.framewatch.classify.ImageBatch;
import io.framewatch.classify.ModelFiles;
import io.framewatch.cli.model.TestingOnnx;
import io.framewatch.cli.model.TestingPictures;
import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model whose embedding is the mean of red, green and blue. */
class TeachCommandTest {

    private static final int SIDE = 224;

    @TempDir private Path folder;
    private Path model;
    private Path red;
    private Path green;

    @BeforeEach
    void writeModelAndPictures() throws Exception {
        TestingOnnx onnx = new TestingOnnx();
        onnx.embedding = true;
        model = onnx.writeModel(folder.resolve("model"), List.of("r", "g", "b"));
        red = folder.resolve("red");
        green = folder.resolve("green");
        for (int i = 0; i < 12; i++) {
            String name = (i < 10 ? "0" : "") + i + (i % 2 == 0 ? ".png" : ".jpg");
            TestingPictures.plain(red.resolve(name), 320, 240, new Color(100 + 10 * i, 40, 40));
            TestingPictures.plain(green.resolve(name), 320, 240, new Color(40, 100 + 10 * i, 40));
        }
    }

    @Test
    void shouldTeachAHeadThatTellsTheStatesApart() throws Exception {
        Path out = folder.resolve("head");

        TestingTeach run = teach("--state", "go=" + green, "--state", "stop=" + red, "--out", out);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("head light ", " for camera light")
                .contains("12 pictures,   12 recognised unseen (100.0 %)")
                .contains("cross-validated accuracy 100.0 % (95 % interval 86.2 to 100.0 %)")
                .doesNotContain("warning")
                .contains("kept in " + out);
        Head head = Head.read(ModelFiles.of(out));
        assertThat(head.camera()).isEqualTo("light");
        assertThat(head.labels()).containsExactly("go", "stop");
        assertThat(best(head, 30, 200, 30)).isEqualTo("go");
        assertThat(best(head, 200, 30, 30)).isEqualTo("stop");
    }

    @Test
    void shouldGiveTheSameVersionForTheSamePictures() throws Exception {
        JsonNode first = json("--state", "go=" + green, "--state", "stop=" + red, "--dry-run");
        JsonNode second = json("--state", "go=" + green, "--state", "stop=" + red, "--dry-run");
        JsonNode other = json("--state", "go=" + red, "--state", "stop=" + green, "--dry-run");

        assertThat(second.path("version")).isEqualTo(first.path("version"));
        assertThat(other.path("version")).isNotEqualTo(first.path("version"));
    }

    @Test
    void shouldReportForScriptsAndKeepNothingInADryRun() throws Exception {
        JsonNode report =
                json(
                        "--state",
                        "go=" + green,
                        "--state",
                        "stop=" + red,
                        "--name",
                        "traffic",
                        "--test",
                        "stop=" + green,
                        "--pictures",
                        6,
                        "--dry-run");

        assertThat(report.path("name").textValue()).isEqualTo("traffic");
        assertThat(report.path("states").path(0).path("pictures").intValue()).isEqualTo(6);
        assertThat(report.path("accuracy").doubleValue()).isEqualTo(1);
        assertThat(report.path("warnings").path(0).textValue())
                .isEqualTo("go has 6 pictures: 10 to 50 are wanted, of different moments.");
        assertThat(report.path("tests").path(0).path("pictures").intValue()).isEqualTo(12);
        assertThat(report.path("tests").path(0).path("recognised").intValue()).isZero();
        assertThat(report.path("testAccuracy").doubleValue()).isZero();
        assertThat(report.path("testAccuracyFrom").doubleValue()).isBetween(0.0, 1e-9);
        assertThat(report.path("testAccuracyTo").doubleValue()).isBetween(0.1, 0.4);
        assertThat(report.path("warnings").path(2).textValue())
                .startsWith("The test's 0.0 % is below the 61.0 to 100.0 % of cross-validation");
        assertThat(report.path("head").isNull()).isTrue();
        assertThat(folder.resolve("head")).doesNotExist();
    }

    @Test
    void shouldSayTheAccuracyOfTheTestAndThatItIsNotWhatWasPromised() throws Exception {
        Object[] taught = {"--state", "go=" + green, "--state", "stop=" + red, "--dry-run"};
        Object[] tested = Arrays.copyOf(taught, 9);
        tested[5] = "--test";
        tested[6] = "stop=" + red;
        tested[7] = "--test";
        tested[8] = "go=" + green;

        assertThat(teach(tested).out())
                .contains(
                        "test: stop                   12 pictures,   12 recognised unseen (100.0 %)")
                .contains("test accuracy 100.0 % (95 % interval 86.2 to 100.0 %)")
                .doesNotContain("warning");
        tested[8] = "go=" + red;
        assertThat(teach(tested).out())
                .contains("test accuracy 50.0 % (95 % interval ")
                .contains(
                        "warning: The test's 50.0 % is below the 86.2 to 100.0 % of cross-validation")
                .contains("probably unlike those that were taught");
        assertThat(teach(taught).out()).doesNotContain("test");
        assertThat(json(taught).path("testAccuracy").isNull()).isTrue();
    }

    @Test
    void shouldRefuseATestWithoutSoundPictures() throws Exception {
        Path bad = Files.createDirectory(folder.resolve("bad"));
        Files.writeString(bad.resolve("bad.jpg"), "no picture");
        Path out = folder.resolve("head");

        TestingTeach run =
                teach(
                        "--state",
                        "go=" + green,
                        "--state",
                        "stop=" + red,
                        "--test",
                        "go=" + bad,
                        "--out",
                        out);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("test of state go has no sound pictures");
        assertThat(out).doesNotExist();
    }

    @Test
    void shouldTakeSeveralSourcesOfAState() throws Exception {
        Path more = folder.resolve("more");
        TestingPictures.plain(more.resolve("a.png"), SIDE, SIDE, new Color(10, 230, 10));

        JsonNode report =
                json(
                        "--state",
                        "go=" + green,
                        "--state",
                        "stop=" + red,
                        "--state",
                        "go=" + more,
                        "--dry-run");

        assertThat(report.path("states").path(0).path("pictures").intValue()).isEqualTo(13);
    }

    @Test
    void shouldLeaveOutBadPictures() throws Exception {
        Files.writeString(red.resolve("bad.jpg"), "no picture");
        Files.writeString(red.resolve("notes.txt"), "no picture either");

        TestingTeach run = teach("--state", "go=" + green, "--state", "stop=" + red, "--dry-run");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .contains(red.resolve("bad.jpg") + ": it is no image of a known format")
                .contains("stop: 12 pictures")
                .doesNotContain("notes.txt");
    }

    @Test
    void shouldRefuseAStateOfTooFewPictures() throws Exception {
        Path few = folder.resolve("few");
        TestingPictures.plain(few.resolve("a.png"), SIDE, SIDE, Color.RED);
        Path none = Files.createDirectory(folder.resolve("none"));

        TestingTeach run = teach("--state", "go=" + green, "--state", "stop=" + few, "--dry-run");
        TestingTeach other =
                teach("--state", "go=" + green, "--state", "stop=" + none, "--dry-run");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("state stop has 1 pictures: must be at least 5");
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.err()).contains("folder " + none + " has no pictures");
    }

    @Test
    void shouldTakePicturesFromFoldersBelow() throws Exception {
        Path days = folder.resolve("days");
        TestingPictures.plain(days.resolve("monday/noon/a.png"), SIDE, SIDE, Color.RED);
        TestingPictures.plain(days.resolve("tuesday/a.bmp"), 320, 240, Color.RED);
        TestingPictures.plain(days.resolve("tuesday/b.gif"), 320, 240, Color.RED);
        TestingPictures.plain(days.resolve("tuesday/c.tif"), 320, 240, Color.RED);
        TestingPictures.plain(days.resolve("tuesday/.d.png"), SIDE, SIDE, Color.RED);
        TestingPictures.plain(days.resolve(".cache/e.png"), SIDE, SIDE, Color.RED);

        JsonNode report =
                json(
                        "--state",
                        "go=" + green,
                        "--state",
                        "stop=" + red,
                        "--test",
                        "stop=" + days,
                        "--dry-run");

        assertThat(report.path("tests").path(0).path("pictures").intValue()).isEqualTo(4);
    }

    @Test
    void shouldRefuseAModelWithoutEmbedding() throws Exception {
        model = new TestingOnnx().writeModel(folder.resolve("other"), List.of("r", "g", "b"));

        TestingTeach run = teach("--state", "go=" + green, "--state", "stop=" + red, "--dry-run");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("model means gives no embedding of a fixed length");
    }

    @Test
    void shouldNameWhatIsWrongWithTheOptions() {
        String time = "2026-11-25T10:00:00Z/2026-11-25T10:05:00Z";

        assertRefused(
                "--state names [go] only: must be at least two states", "--state", "go=" + green);
        assertRefused("state 'go' must be LABEL=SOURCE", "--state", "go");
        assertRefused(
                "--test names [rest]: must all be among the states",
                "--state",
                "go=" + green,
                "--state",
                "stop=" + red,
                "--test",
                "rest=" + red);
        assertRefused(
                "state 'go' is of retained frames: --config must say where Kafka is",
                "--state",
                "go=" + time,
                "--state",
                "stop=" + red);
        assertRefused(
                "--pictures 4 must be at least 5",
                "--state",
                "go=" + green,
                "--state",
                "stop=" + red,
                "--pictures",
                "4");
    }

    private void assertRefused(String message, Object... arguments) {
        Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--dry-run";
        TestingTeach run = teach(all);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }

    private JsonNode json(Object... arguments) throws Exception {
        Object[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--output";
        all[arguments.length + 1] = "json";
        TestingTeach run = teach(all);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return new JsonMapper().readTree(run.out());
    }

    private TestingTeach teach(Object... arguments) {
        Object[] all = Arrays.copyOf(arguments, arguments.length + 4);
        all[arguments.length] = "--camera";
        all[arguments.length + 1] = "light";
        all[arguments.length + 2] = "--model";
        all[arguments.length + 3] = model;
        return TestingTeach.run(all);
    }

    private String best(Head head, int r, int g, int b) throws Exception {
        byte[] rgb = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) r;
            rgb[i + 1] = (byte) g;
            rgb[i + 2] = (byte) b;
        }
        try (Classifier classifier = Classifier.open(ModelFiles.of(model));
                ImageBatch batch = classifier.newBatch(1)) {
            batch.addRgb(rgb);
            batch.wantEmbeddings(true);
            classifier.classify(batch, 1);
            return HeadLayer.of(head, classifier).scores(batch.embedding(0)).get(0).label();
        }
    }
}
