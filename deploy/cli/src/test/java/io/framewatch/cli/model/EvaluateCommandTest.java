package io.framewatch.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that ranks a, b,c, d, e, f, g, h for red pictures, and the other way for green ones. */
class EvaluateCommandTest {

    private List<String> labels = List.of("a", "b,c", "d", "e", "f", "g", "h");
    private float[] matrix = {7, 6, 5, 4, 3, 2, 1, 1, 2, 3, 4, 5, 6, 7, 0, 0, 0, 0, 0, 0, 0};
    @TempDir private Path folder;
    private Path model;
    private Path data;

    @BeforeEach
    void writeModel() throws Exception {
        TestingOnnx onnx = new TestingOnnx();
        onnx.matrix = matrix;
        model = onnx.writeModel(folder.resolve("model"), labels);
        data = Files.createDirectories(folder.resolve("data"));
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
    void shouldWriteTheExactJson() throws Exception {
        write("a", 1, 1);
        write("h", 0, 1);

        String json = run().out().replaceFirst("(\"imagesPerSecond\" : )[0-9.E]+", "$1RATE");

        assertThat(json.replaceFirst("(\"calibrationError\" : )[0-9.E-]+", "$1ERROR"))
                .isEqualToNormalizingNewlines(
                        """
                        {
                          "images" : 3,
                          "top1" : 0.6666666666666666,
                          "top5" : 0.6666666666666666,
                          "calibrationError" : ERROR,
                          "skipped" : 0,
                          "imagesPerSecond" : RATE,
                          "folders" : "labels",
                          "classes" : 2,
                          "amongClasses" : {
                            "top1" : 0.6666666666666666,
                            "top5" : 1.0
                          }
                        }
                        """);
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

    /** Red is b,c rather than g, and green g; among all labels red is a, and green h. */
    @Test
    void shouldAlsoMeasureAmongTheLabelsThatThereAreImagesOf() throws Exception {
        write("b,c", 3, 0);
        write("g", 1, 2);

        JsonNode json = json();
        TestingCommand run = TestingCommand.run("evaluate", "--model", model, "--data", data);

        assertThat(json.path("folders").textValue()).isEqualTo("labels");
        assertThat(json.path("classes").intValue()).isEqualTo(2);
        assertThat(json.path("top1").doubleValue()).isZero();
        assertThat(json.path("top5").doubleValue()).isEqualTo(5 / 6.0);
        JsonNode among = json.path("amongClasses");
        assertThat(among.path("top1").doubleValue()).isEqualTo(5 / 6.0);
        assertThat(among.path("top5").doubleValue()).isEqualTo(1);
        assertThat(run.out().lines().skip(1))
                .first()
                .asString()
                .startsWith(
                        "  among the 2 of 7 labels that there are images of: top-1 83.33 %, top-5 100.00 %");
    }

    @Test
    void shouldTakeNumbersForThoseOfLabels() throws Exception {
        write("0", 1, 0);
        write("006", 0, 1);

        JsonNode json = json();

        assertThat(json.path("folders").textValue()).isEqualTo("numbers");
        assertThat(json.path("top1").doubleValue()).isEqualTo(1);
        write("7", 1, 0);
        assertThat(evaluate())
                .contains("must be those of labels, 0 to 6, but not 7", "--classes FILE");
    }

    @Test
    void shouldTakeNamesThatDifferInCaseAndUnderscores() throws Exception {
        labels = List.of("Gas pump", "b,c", "d", "e", "f", "g", "tench, Tinca tinca");
        writeModel();
        write("gas_pump", 1, 0);
        write("Tinca_Tinca", 0, 1);

        assertThat(json().path("top1").doubleValue()).isEqualTo(1);
    }

    @Test
    void shouldTakeSynsetsForLabelsWithOneOfTheirWords() throws Exception {
        labels = List.of("gas pump", "b", "d", "e", "f", "golf ball", "Tinca tinca");
        writeModel();
        write("n03425413", 1, 0);
        write("n01440764", 0, 1);

        JsonNode json = json();

        assertThat(json.path("folders").textValue()).isEqualTo("synsets");
        assertThat(json.path("top1").doubleValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldTakeSynsetsForTheClassesOfImageNet(int background) throws Exception {
        int tench = background;
        int parachute = 701 + background;
        labels = IntStream.range(0, 1000 + background).mapToObj(i -> "class-" + i).toList();
        matrix = new float[3 * labels.size()];
        matrix[tench] = 1;
        matrix[labels.size() + parachute] = 1;
        writeModel();
        write("n01440764", 2, 0);
        write("n03888257", 0, 1);

        JsonNode json = json();

        assertThat(json.path("folders").textValue()).isEqualTo("imagenet");
        assertThat(json.path("top1").doubleValue()).isEqualTo(1);
    }

    @Test
    void shouldTakeTheLabelsOfAFile() throws Exception {
        write("red ones", 2, 0);
        write("zebra", 0, 1);
        Path classes = folder.resolve("classes.txt");
        Files.writeString(classes, "red ones=a\nzebra = 6\nnowhere=d\n");

        assertThat(json("--classes", classes).path("top1").doubleValue()).isEqualTo(1);

        Files.writeString(classes, "red ones=blue\nzebra=h");
        assertThat(evaluate("--classes", classes))
                .contains("'blue' must be a label of the model, or its number from 0 to 6");
        Files.writeString(classes, "red=a");
        assertThat(evaluate("--classes", classes))
                .contains("must have every folder, but has no red ones, zebra");
    }

    @Test
    void shouldTakeAFileOfFoldersInTheOrderOfTheLabels() throws Exception {
        write("n9", 2, 0);
        write("n3", 0, 1);
        Path classes = folder.resolve("synsets.txt");
        Files.write(classes, List.of("n9 red, crimson", "n8", "n7", "n6", "n5", "n4", "n3 green"));

        assertThat(json("--classes", classes).path("top1").doubleValue()).isEqualTo(1);

        Files.write(classes, List.of("n9", "n3"));
        assertThat(evaluate("--classes", classes))
                .contains("has 2 folders in order: must be one for each of the model's 7 labels");
    }

    @Test
    void shouldTakeSortedFoldersForLabelsWhereNoneIsNamedAsOne() throws Exception {
        for (int i = 0; i < labels.size(); i++) {
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

    private String evaluate(Object... further) throws Exception {
        return run(further).err();
    }

    private JsonNode json(Object... further) throws Exception {
        TestingCommand run = run(further);
        assertThat(run.exitCode()).isZero();
        return new JsonMapper().readTree(run.out());
    }

    private TestingCommand run(Object... further) throws Exception {
        return TestingCommand.run(
                Stream.concat(
                                Stream.of(
                                        "evaluate",
                                        "--model",
                                        model,
                                        "--data",
                                        data,
                                        "--output",
                                        "json"),
                                Stream.of(further))
                        .toArray());
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
