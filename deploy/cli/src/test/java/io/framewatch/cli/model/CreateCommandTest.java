package io.framewatch.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.classify.ModelFiles;
import io.framewatch.classify.ModelManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreateCommandTest {

    @TempDir private Path folder;

    @Test
    void shouldWriteAModelAndSayThatItIsUntrained() throws Exception {
        Path out = folder.resolve("models/26m");

        TestingCommand run =
                TestingCommand.run("create", "--variant", "26m", "--classes", 3, "--out", out);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("3 classes").contains("UNTRAINED");
        ModelManifest manifest = ModelManifest.read(ModelFiles.of(out));
        assertThat(manifest.trained()).isFalse();
        assertThat(manifest.labels()).containsExactly("class-0", "class-1", "class-2");
        TrialRun.of(out, out);
    }

    @Test
    void shouldTakeTheLabelsOfAFile() throws Exception {
        Path labels = folder.resolve("labels.txt");
        Files.writeString(labels, "\ufeffcar\r\nBüssing truck\r\n\r\n");
        Path out = folder.resolve("model");

        TestingCommand run =
                TestingCommand.run("create", "--variant", "26m", "--labels", labels, "--out", out);

        assertThat(run.exitCode()).isZero();
        assertThat(ModelManifest.read(ModelFiles.of(out)).labels())
                .isEqualTo(List.of("car", "Büssing truck"));
    }

    @Test
    void shouldNameEveryEmptyLineOfALabelFile() throws Exception {
        Path labels = folder.resolve("labels.txt");
        Files.writeString(labels, "car\n\nbus\n  \nvan\n");

        TestingCommand run =
                TestingCommand.run(
                        "create",
                        "--variant",
                        "26m",
                        "--labels",
                        labels,
                        "--out",
                        folder.resolve("m"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo(
                        "framewatch model create: label file %s: each line must have a label, but line 2, 4 is empty%n"
                                .formatted(labels));
    }

    @Test
    void shouldRefuseALabelFileThatIsNoText() throws Exception {
        Path labels = folder.resolve("labels.txt");
        Files.write(labels, new byte[] {'c', (byte) 0xe4, 'r'});

        TestingCommand run =
                TestingCommand.run(
                        "create",
                        "--variant",
                        "26m",
                        "--labels",
                        labels,
                        "--out",
                        folder.resolve("m"));

        assertThat(run.err()).contains("cannot be read: it is not UTF-8 text");
    }

    @Test
    void shouldNameTheVariantsThatThereAre() throws Exception {
        TestingCommand run =
                TestingCommand.run("create", "--variant", "27m", "--out", folder.resolve("model"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("variant '27m' must be one of 26m, 52m, 96m, 151m, 214m, 294m, 508m");
    }

    @Test
    void shouldNotReplaceAFolderOfOtherThings() throws Exception {
        Files.writeString(folder.resolve("thesis.tex"), "text");

        TestingCommand run = TestingCommand.run("create", "--variant", "26m", "--out", folder);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("only a model folder is replaced");
        assertThat(folder.resolve("thesis.tex")).hasContent("text");
    }
}
