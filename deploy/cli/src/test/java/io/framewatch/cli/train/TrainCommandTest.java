package io.framewatch.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewatch.classify.ModelManifest;
import io.framewatch.cli.CommandErrors;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The smallest training that there is: eight pictures of two colours, one step an epoch. */
class TrainCommandTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    @TempDir private Path folder;
    private Path data;
    private Path out;
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void paintPictures() throws IOException {
        data = folder.resolve("colours");
        out = folder.resolve("run");
        for (int i = 0; i < 4; i++) {
            paint(data.resolve("n01/" + i + ".png"), new Color(255 - i, 0, 0));
            paint(data.resolve("n02/" + i + ".png"), new Color(0, 0, 255 - i));
        }
    }

    @Test
    void shouldEndWithAModelFolderThatSaysHowItWasTrained() throws Exception {
        Path labels = Files.writeString(folder.resolve("labels"), "n01 red car\nn02 blue\n");

        int exitCode = train("--epochs", 2, "--val", data, "--labels", labels);

        assertThat(exitCode).isZero();
        Path model = out.resolve("model");
        ModelManifest manifest =
                ModelManifest.read(name -> Files.newInputStream(model.resolve(name)));
        assertThat(manifest.labels()).containsExactly("red car", "blue");
        JsonNode json = MAPPER.readTree(model.resolve("manifest.json").toFile());
        assertThat(json.path("trained").booleanValue()).isTrue();
        assertThat(json.path("weights").textValue())
                .contains("2 of 2 epochs on 8 pictures of colours");
        assertThat(json.path("training").path("validationTop1").textValue()).endsWith(" %");
        assertThat(model.resolve("weights.safetensors")).isNotEmptyFile();
    }

    @Test
    void shouldLogAndDrawEachEpochOnceAndDoNothingMoreWhenAllIsDone() throws Exception {
        train("--epochs", 2, "--val", data);
        byte[] log = Files.readAllBytes(out.resolve("epochs.jsonl"));
        byte[] model = Files.readAllBytes(out.resolve("model/model.onnx"));

        int exitCode = train("--epochs", 2, "--val", data);

        assertThat(exitCode).isZero();
        assertThat(Files.readAllBytes(out.resolve("epochs.jsonl"))).isEqualTo(log);
        assertThat(Files.readAllBytes(out.resolve("model/model.onnx"))).isEqualTo(model);
        List<String> epochs = Files.readAllLines(out.resolve("epochs.jsonl"));
        assertThat(epochs).hasSize(2);
        assertThat(MAPPER.readTree(epochs.get(0)).path("validationTop1").isNull()).isTrue();
        assertThat(MAPPER.readTree(epochs.get(1)).path("validationTop1").doubleValue())
                .isBetween(0.0, 1.0);
        assertThat(ImageIO.read(out.resolve("curves.png").toFile()).getWidth()).isEqualTo(960);
    }

    @Test
    void shouldBeginWithAnotherModelsWeights() throws Exception {
        train("--epochs", 1);
        Path first = out.resolve("model");
        paint(data.resolve("n03/0.png"), Color.GREEN);
        out = folder.resolve("tuned");

        int exitCode = train("--epochs", 1, "--init", first, "--learning-rate", "1e-9");

        assertThat(exitCode).isZero();
        JsonNode json = MAPPER.readTree(out.resolve("model/manifest.json").toFile());
        assertThat(json.path("labels")).hasSize(3);
        assertThat(json.path("weights").textValue())
                .contains("from the weights of mobile-former-26m 1");
    }

    @Test
    void shouldSayInOneLineWhatIsWrong() throws Exception {
        assertThat(train("--epochs", 0)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("epochs 0 must be at least 1");

        train("--epochs", 1);
        assertThat(train("--epochs", 2)).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("checkpoint belongs to another run");

        data = folder.resolve("none");
        assertThat(train("--epochs", 1)).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("train: ", "none");
    }

    @Test
    void shouldNameABrokenPicture() throws Exception {
        Files.writeString(data.resolve("n01/broken.jpg"), "no picture");

        assertThat(train("--epochs", 1)).isZero();

        assertThat(err.toString()).contains("left out: n01/broken.jpg: no picture format");
    }

    @Test
    void shouldTakeASmallerBatchForFewPictures() throws Exception {
        assertThat(train("--epochs", 1, "--batch", 64)).isZero();

        assertThat(err.toString())
                .contains("8 pictures are fewer than a batch of 64: the batch is 8")
                .contains("8 pictures are few: ", "./framewatch teach is likely better");
        JsonNode json = MAPPER.readTree(out.resolve("model/manifest.json").toFile());
        assertThat(json.path("training").path("batch").asInt()).isBetween(2, 8);
    }

    @ParameterizedTest
    @CsvSource({
        "--epochs, 0",
        "--version, ' '",
        "--image-sizes, 33",
        "--replicas, 16",
        "--variant, 27m",
        "--val, one",
        "--val, none",
        "--data, one",
        "--data, empty",
        "--data, broken",
        "--init, none",
        "--labels, none"
    })
    void shouldLeaveNothingWhenItCannotStart(String option, String value) throws Exception {
        paint(folder.resolve("one/n01/0.png"), Color.RED);
        Files.createDirectory(folder.resolve("empty"));
        Files.createDirectories(folder.resolve("broken/n01"));
        Files.writeString(folder.resolve("broken/n01/0.png"), "no picture");
        Path file = folder.resolve(value);

        int exitCode = train(option, Files.exists(file) ? file : value);

        assertThat(exitCode).isNotZero();
        assertThat(err.toString()).isNotEmpty().doesNotContain("\tat ");
        assertThat(out).doesNotExist();
    }

    @Test
    void shouldRefuseAPlaceThatIsNoFolderBeforeItReadsPictures() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        out = file.resolve("run");
        data = folder.resolve("none");

        assertThat(train()).isEqualTo(CommandLine.ExitCode.SOFTWARE);

        assertThat(err.toString())
                .contains("--out " + out + ": " + file + " must be a folder that this user may");
    }

    private int train(Object... further) {
        CommandLine command = CommandErrors.on(TrainCommand.commandLine());
        command.setOut(new PrintWriter(new StringWriter()));
        command.setErr(new PrintWriter(err, true));
        Map<Object, Object> arguments = new LinkedHashMap<>();
        arguments.put("--data", data);
        arguments.put("--out", out);
        arguments.put("--variant", "26m");
        arguments.put("--batch", 8);
        arguments.put("--image-sizes", 32);
        for (int i = 0; i < further.length; i += 2) {
            arguments.put(further[i], further[i + 1]);
        }
        return command.execute(
                arguments.entrySet().stream()
                        .flatMap(argument -> Stream.of(argument.getKey(), argument.getValue()))
                        .map(Object::toString)
                        .toArray(String[]::new));
    }

    private static void paint(Path file, Color colour) throws IOException {
        BufferedImage picture = new BufferedImage(40, 40, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, 40, 40);
        graphics.dispose();
        Files.createDirectories(file.getParent());
        ImageIO.write(picture, "png", file.toFile());
    }
}
