package io.framewatch.cli.teach;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.cli.Framewatch;
import io.framewatch.cli.model.TestingOnnx;
import io.framewatch.cli.model.TestingPictures;
import java.awt.Color;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution keeps PyTorch on the class path of {@code train} alone. */
class TeachWithoutDjlTest {

    private static final String DJL = File.separator + "ai" + File.separator + "djl";

    @TempDir private Path folder;

    @Test
    void shouldTrainAHeadWithoutDjlOnTheClassPath() throws Exception {
        TestingOnnx onnx = new TestingOnnx();
        onnx.embedding = true;
        Path model = onnx.writeModel(folder.resolve("model"), List.of("r", "g", "b"));
        for (int i = 0; i < 6; i++) {
            int bright = 100 + 20 * i;
            paint("red/" + i, new Color(bright, 40, 40));
            paint("green/" + i, new Color(40, bright, 40));
        }
        Path printed = folder.resolve("printed");

        Process teach =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                classPathWithoutDjl(),
                                Framewatch.class.getName(),
                                "teach",
                                "--camera=light",
                                "--model=" + model,
                                "--state=go=" + folder.resolve("green"),
                                "--state=stop=" + folder.resolve("red"),
                                "--dry-run")
                        .redirectErrorStream(true)
                        .redirectOutput(printed.toFile())
                        .start();

        assertThat(teach.waitFor()).as(Files.readString(printed)).isZero();
        assertThat(printed).content().contains("cross-validated accuracy 100.0 %");
    }

    private static String classPathWithoutDjl() {
        String all = System.getProperty("java.class.path");
        assertThat(all).contains(DJL);
        return Stream.of(all.split(File.pathSeparator))
                .filter(entry -> !entry.contains(DJL))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void paint(String name, Color colour) throws Exception {
        TestingPictures.plain(folder.resolve(name + ".png"), 320, 240, colour);
    }
}
