package io.framewatch.local.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that ranks a, b,c, d, e, f, g, h for red pictures, and the other way for green ones. */
class EvaluateCommandTest {

    private static final List<String> LABELS = List.of("a", "b,c", "d", "e", "f", "g", "h");

    @TempDir private Path folder;
    private Path model;
    private Path data;

    @BeforeEach
    void writeModel() throws Exception {
        TestingOnnx onnx = new TestingOnnx();
        onnx.matrix = new float[] {7, 6, 5, 4, 3, 2, 1, 1, 2, 3, 4, 5, 6, 7, 0, 0, 0, 0, 0, 0, 0};
        model = onnx.writeModel(folder.resolve("model"), LABELS);
        data = Files.createDirectory(folder.resolve("data"));
    }

    /**
     * Of nine images five have their label first (three a, two h), seven among the best five: the
     * green a and the red h come last.
     */
    @Test
    void shouldCountWhatWasComputedByHand() throws Exception {
        write("a", 3, 1);
        write("b,c", 2, 0);
        write("h", 1, 2);
        Files.writeString(data.resolve("a/notes.txt"), "no image");
        Path confusion = folder.resolve("confusion.csv");

        JsonNode json = json("--confusion", confusion);

        assertThat(json.path("images").intValue()).isEqualTo(9);
        assertThat(json.path("skipped").intValue()).isZero();
        assertThat(json.path("top1").doubleValue()).isEqualTo(5 / 9.0);
        assertThat(json.path("top5").doubleValue()).isEqualTo(7 / 9.0);
        assertThat(json.path("calibrationError").doubleValue()).isBetween(0.4, 4 / 9.0);
        assertThat(json.path("imagesPerSecond").doubleValue()).isPositive();
        assertThat(Files.readAllLines(confusion))
                .containsExactly(
                        "label,a,\"b,c\",d,e,f,g,h",
                        "a,3,0,0,0,0,0,1",
                        "\"b,c\",2,0,0,0,0,0,0",
                        "d,0,0,0,0,0,0,0",
                        "e,0,0,0,0,0,0,0",
                        "f,0,0,0,0,0,0,0",
                        "g,0,0,0,0,0,0,0",
                        "h,1,0,0,0,0,0,2");
    }

    @Test
    void shouldPrintTheMostFrequentMistakes() throws Exception {
        write("a", 3, 1);
        write("b,c", 2, 0);

        TestingCommand run = TestingCommand.run("evaluate", "--model", model, "--data", data);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().toList())
                .satisfies(
                        lines ->
                                assertThat(lines.get(0))
                                        .startsWith(
                                                "6 images, 0 skipped: top-1 50.00 %, top-5 83.33 %, "))
                .contains("  2 of b,c taken for a", "  1 of a taken for h");
    }

    @Test
    void shouldTakeSortedFoldersForLabelsWhereNoneIsNamedAsOne() throws Exception {
        for (int i = 0; i < LABELS.size(); i++) {
            write("n0" + i, i == 0 ? 1 : 0, i == 6 ? 1 : 0);
        }

        TestingCommand run =
                TestingCommand.run(
                        "evaluate", "--model", model, "--data", data, "--output", "json");

        assertThat(new JsonMapper().readTree(run.out()).path("top1").doubleValue()).isEqualTo(1);
        assertThat(run.err()).contains("they stand for the labels in order");
    }

    @Test
    void shouldSkipBadImages() throws Exception {
        write("a", 1, 0);
        Path bad = Files.writeString(data.resolve("a/bad.JPEG"), "no picture");

        TestingCommand run =
                TestingCommand.run(
                        "evaluate", "--model", model, "--data", data, "--output", "json");

        assertThat(new JsonMapper().readTree(run.out()).path("images").intValue()).isEqualTo(1);
        assertThat(new JsonMapper().readTree(run.out()).path("skipped").intValue()).isEqualTo(1);
        assertThat(run.err()).contains(bad + ": it is no image of a known format");
    }

    @Test
    void shouldRefuseFoldersThatDoNotMatchTheLabels() throws Exception {
        write("zebra", 1, 0);
        assertThat(evaluate()).contains("has 1 folders", "the model's 7 labels");

        write("a", 1, 0);
        assertThat(evaluate()).contains("are named as labels of the model, but not zebra");
    }

    @Test
    void shouldRefuseAFolderWithoutImages() throws Exception {
        assertThat(evaluate()).contains("has no JPEG or PNG in its folders");

        data = folder.resolve("none");
        assertThat(evaluate()).contains("none does not exist");
    }

    private String evaluate() throws Exception {
        return TestingCommand.run("evaluate", "--model", model, "--data", data).err();
    }

    private JsonNode json(Object... further) throws Exception {
        TestingCommand run =
                TestingCommand.run(
                        "evaluate",
                        "--model",
                        model,
                        "--data",
                        data,
                        "--output",
                        "json",
                        further[0],
                        further[1]);
        assertThat(run.exitCode()).isZero();
        return new JsonMapper().readTree(run.out());
    }

    private void write(String label, int red, int green) throws Exception {
        Path of = Files.createDirectories(data.resolve(label));
        for (int i = 0; i < red + green; i++) {
            Color color = i < red ? Color.RED : Color.GREEN;
            String name = i + (i % 2 == 0 ? ".png" : ".jpg");
            TestingPictures.plain(of.resolve(name), 320, 240, color);
        }
    }
}
