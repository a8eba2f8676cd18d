package io.framewatch.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifyCommandTest {

    @TempDir private Path folder;
    private Path model;
    private Path red;
    private Path blue;

    @BeforeEach
    void writeFiles() throws Exception {
        TestingOnnx onnx = new TestingOnnx();
        onnx.matrix = new float[] {0.01f, 0, 0, 0, 0.01f, 0, 0, 0, 0.01f};
        model = onnx.writeModel(folder.resolve("model"), List.of("red", "green", "blue"));
        red = TestingPictures.plain(folder.resolve("p/red.png"), 640, 480, Color.RED);
        blue = TestingPictures.plain(folder.resolve("p/blue.png"), 50, 900, Color.BLUE);
    }

    /** 1 / (1 + 2 exp(-2.55)) for the full channel of three. */
    @Test
    void shouldPrintTheBestLabelsInTheOrderOfTheImages() throws Exception {
        TestingCommand run =
                TestingCommand.run("classify", "--model", model, "--top", 1, blue, red);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        blue.toString(), "  0.8649  blue", red.toString(), "  0.8649  red");
    }

    @Test
    void shouldTakeTheImagesOfAFolderInAnyDepth() throws Exception {
        Path nested = folder.resolve("p/q/red.jpg");
        TestingPictures.plain(nested, 640, 480, Color.RED);
        Files.writeString(folder.resolve("p/notes.txt"), "no image");
        Path empty = Files.createDirectory(folder.resolve("empty"));

        TestingCommand run =
                TestingCommand.run("classify", "--model", model, "--top", 1, folder.resolve("p"));
        TestingCommand none = TestingCommand.run("classify", "--model", model, empty);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .filteredOn(line -> !line.startsWith(" "))
                .containsExactly(blue.toString(), nested.toString(), red.toString());
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).contains("folder " + empty + " has no pictures");
    }

    @Test
    void shouldGoOnAfterBadImages() throws Exception {
        byte[] jpeg =
                Files.readAllBytes(
                        TestingPictures.plain(folder.resolve("p/a.jpg"), 640, 480, Color.RED));
        Path truncated = folder.resolve("truncated.jpg");
        Files.write(truncated, Arrays.copyOf(jpeg, jpeg.length / 2));
        Path text = Files.writeString(folder.resolve("text.png"), "no picture");
        Path missing = folder.resolve("missing.png");

        TestingCommand run =
                TestingCommand.run("classify", "--model", model, truncated, text, missing, blue);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).startsWith(blue.toString());
        assertThat(run.err().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith(truncated + ": it is damaged"))
                .contains(text + ": it is no image of a known format")
                .contains(missing + ": there is no such file, or it may not be read");
    }

    @Test
    void shouldClassifyMoreImagesThanABatchHasRoomFor() throws Exception {
        List<Object> arguments =
                new ArrayList<>(List.of("classify", "--model", model, "--output", "json"));
        for (int i = 0; i < 21; i++) {
            arguments.add(i % 2 == 0 ? red : blue);
        }

        JsonNode json = new JsonMapper().readTree(TestingCommand.run(arguments.toArray()).out());

        assertThat(json).hasSize(21);
        for (int i = 0; i < 21; i++) {
            assertThat(json.get(i).at("/scores/0/label").textValue())
                    .isEqualTo(i % 2 == 0 ? "red" : "blue");
        }
    }

    @Test
    void shouldSayThatAModelIsUntrained() throws Exception {
        Path untrained = folder.resolve("untrained");
        TestingCommand.run("create", "--variant", "26m", "--classes", 2, "--out", untrained);

        assertThat(TestingCommand.run("classify", "--model", untrained, red).err())
                .contains("UNTRAINED");
    }

    @Test
    void shouldSayWhatIsWrongWithTheModel() throws Exception {
        assertThat(TestingCommand.run("classify", "--model", folder.resolve("none"), red).err())
                .contains("manifest.json does not exist");
        assertThat(TestingCommand.run("classify", "--model", model, "--top", 0, red).err())
                .contains("--top 0 must be at least 1");
    }
}
