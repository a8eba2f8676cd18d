package io.framewatch.classify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.framewatch.classify.ModelInput.Layout;
import io.framewatch.classify.ModelInput.Type;
import java.awt.Color;
import java.nio.FloatBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifierTest {

    private final TestingModel model = new TestingModel();

    @AfterEach
    void shouldLeaveNoSessionOpen() {
        assertThat(SharedSession.count()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "NHWC, UINT8, 0.1",
        "NCHW, UINT8, 0.1",
        "NHWC, FLOAT32, 25.5",
        "NCHW, FLOAT32, 25.5"
    })
    void shouldClassifyByTheManifest(Layout layout, Type type, float factor) throws Exception {
        model.layout = layout;
        model.type = type;
        model.factor = factor;
        try (Classifier classifier = Classifier.open(model);
                ImageBatch batch = classifier.newBatch(3)) {
            batch.addRgb(TestingImages.rgb(TestingModel.SIDE, 10, 30, 20));
            batch.addJpeg(TestingImages.jpeg(TestingModel.SIDE, TestingModel.SIDE, Color.BLUE));

            List<List<Score>> results = classifier.classify(batch, 2);

            assertThat(results).hasSize(2);
            assertThat(results.get(0)).extracting(Score::label).containsExactly("green", "blue");
            double sum = 1 + Math.exp(-1) + Math.exp(-2);
            assertThat(results.get(0).get(0).probability())
                    .isCloseTo((float) (1 / sum), within(1e-5f));
            assertThat(results.get(1).get(0).label()).isEqualTo("blue");
            assertThat(results.get(1).get(0).probability()).isCloseTo(1, within(1e-5f));
        }
    }

    @Test
    void shouldShareOneSessionUntilTheLastUserCloses() throws Exception {
        Classifier first = Classifier.open(model);
        Classifier second = Classifier.open(new TestingModel());
        assertThat(SharedSession.count()).isEqualTo(1);
        assertThat(second.manifest()).isSameAs(first.manifest());

        first.close();
        first.close();
        assertThat(SharedSession.count()).isEqualTo(1);
        try (ImageBatch batch = second.newBatch(1)) {
            batch.addRgb(TestingImages.rgb(TestingModel.SIDE, 9, 0, 0));
            assertThat(second.classify(batch, 1).get(0).get(0).label()).isEqualTo("red");
        }

        second.close();
        assertThat(SharedSession.count()).isZero();
    }

    @Test
    void shouldOpenAnotherSessionForAnotherModel() throws Exception {
        TestingModel other = new TestingModel();
        other.version = "2";
        try (Classifier first = Classifier.open(model);
                Classifier second = Classifier.open(other)) {
            assertThat(SharedSession.count()).isEqualTo(2);
            assertThat(first.manifest().version()).isEqualTo("1");
            assertThat(second.manifest().version()).isEqualTo("2");
        }
    }

    @Test
    void shouldGiveTheEmbeddingOfEachImageWhenItIsWanted() throws Exception {
        model.embedding = true;
        try (Classifier classifier = Classifier.open(model);
                ImageBatch batch = classifier.newBatch(3)) {
            assertThat(classifier.embeddingLength()).isEqualTo(3);
            batch.addRgb(TestingImages.rgb(TestingModel.SIDE, 10, 30, 20));
            batch.addRgb(TestingImages.rgb(TestingModel.SIDE, 1, 2, 3));
            List<List<Score>> alone = classifier.classify(batch, 3);
            assertThatThrownBy(() -> batch.embedding(0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("embeddings of the batch were not requested");

            batch.wantEmbeddings(true);
            assertThat(classifier.classify(batch, 3)).isEqualTo(alone);

            assertThat(batch.embedding(0)).isEqualTo(FloatBuffer.wrap(new float[] {10, 30, 20}));
            assertThat(batch.embedding(1)).isEqualTo(FloatBuffer.wrap(new float[] {1, 2, 3}));
            batch.wantEmbeddings(false);
            assertThat(classifier.classify(batch, 3)).isEqualTo(alone);
        }
    }

    @Test
    void shouldRefuseToGiveAnEmbeddingThatTheModelHasNot() throws Exception {
        try (Classifier classifier = Classifier.open(model);
                ImageBatch batch = classifier.newBatch(1)) {
            assertThat(classifier.embeddingLength()).isZero();
            assertThatThrownBy(() -> batch.wantEmbeddings(true))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("model means (1) gives no embedding");
        }
    }

    @Test
    void shouldFailIfTheModelGivesNoNumbers() throws Exception {
        model.factor = Float.NaN;
        try (Classifier classifier = Classifier.open(model);
                ImageBatch batch = classifier.newBatch(1)) {
            batch.addRgb(TestingImages.rgb(TestingModel.SIDE, 1, 2, 3));

            assertThatThrownBy(() -> classifier.classify(batch, 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("model means (1) gave logits that are no numbers");
        }
    }

    @Test
    void shouldRefuseBatchesOfOtherModelsEmptyOnesAndUseAfterClose() throws Exception {
        TestingModel other = new TestingModel();
        other.version = "2";
        Classifier classifier = Classifier.open(model);
        try (Classifier stranger = Classifier.open(other);
                ImageBatch strange = stranger.newBatch(1);
                ImageBatch empty = classifier.newBatch(1)) {
            strange.addRgb(TestingImages.rgb(TestingModel.SIDE, 1, 2, 3));

            assertThatThrownBy(() -> classifier.classify(strange, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("means (2)");
            assertThatThrownBy(() -> classifier.classify(empty, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("batch of 0 images");
            classifier.close();
            assertThatThrownBy(() -> classifier.classify(empty, 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("classifier of model means (1) is closed");
        }
    }

    @Test
    void shouldRefuseAGraphThatIsNotWhatTheManifestSays() {
        model.batch = 1;
        model.labels = "[\"two\", \"labels\"]";

        assertThat(problems(model))
                .hasSize(2)
                .anySatisfy(
                        problem -> assertThat(problem).contains("input 'image'", "[-1, 16, 16, 3]"))
                .anySatisfy(problem -> assertThat(problem).contains("output 'logits'", "[-1, 2]"));
    }

    @Test
    void shouldNameTheOutputsOfAGraphWithoutTheManifests() {
        model.logits = "scores";

        assertThat(problems(model))
                .containsExactly("graph has outputs [logits]: must have 'scores'");
    }

    @Test
    void shouldRefuseACorruptGraph() {
        model.graph = "no graph".getBytes(UTF_8);

        assertThat(problems(model)).singleElement().asString().contains("ORT_INVALID_PROTOBUF");
    }

    @Test
    void shouldSayWhichFileIsMissing(@TempDir Path folder) {
        assertThatThrownBy(() -> Classifier.open(ModelFiles.of(folder)))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(folder.resolve("manifest.json").toString());
    }

    private static List<String> problems(TestingModel model) {
        InvalidModelException refused =
                catchThrowableOfType(InvalidModelException.class, () -> Classifier.open(model));
        assertThat(refused).isNotNull().hasMessageContaining("invalid model.onnx");
        return refused.problems();
    }
}
