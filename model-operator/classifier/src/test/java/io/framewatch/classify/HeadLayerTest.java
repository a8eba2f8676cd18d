package io.framewatch.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeadLayerTest {

    private final TestingModel model = new TestingModel();
    private Classifier backbone;

    @BeforeEach
    void openBackbone() throws Exception {
        model.embedding = true;
        backbone = Classifier.open(model);
    }

    @AfterEach
    void closeBackbone() {
        backbone.close();
    }

    @Test
    void shouldTellTheStatesOfEachImageBesideTheModelsLabels() throws Exception {
        HeadLayer layer = HeadLayer.of(TestingHead.on(backbone.sha256()), backbone);
        try (ImageBatch batch = backbone.newBatch(2)) {
            batch.addRgb(TestingImages.rgb(TestingModel.SIDE, 14, 0, 0));
            batch.addRgb(TestingImages.rgb(TestingModel.SIDE, 10, 50, 0));
            batch.wantEmbeddings(true);

            assertThat(backbone.classify(batch, 1).get(1).get(0).label()).isEqualTo("green");

            assertThat(layer.scores(batch.embedding(0)))
                    .extracting(Score::label)
                    .containsExactly("bright", "dark");
            // logits 1 and -1
            assertThat(layer.scores(batch.embedding(0)).get(0).probability())
                    .isCloseTo((float) (1 / (1 + Math.exp(-2))), within(1e-6f));
            assertThat(layer.scores(batch.embedding(1)).get(0).label()).isEqualTo("dark");
        }
    }

    @Test
    void shouldRefuseAnotherModel() {
        assertThatThrownBy(() -> HeadLayer.of(TestingHead.on("ab".repeat(32)), backbone))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("head door (1f6a02c4) was taught on model means (1)")
                .hasMessageContaining("not on means (1), sha256 " + backbone.sha256());
    }

    @Test
    void shouldRefuseAModelWithoutItsEmbedding() throws Exception {
        model.embedding = false;
        try (Classifier none = Classifier.open(model)) {
            assertThatThrownBy(() -> HeadLayer.of(TestingHead.on(none.sha256()), none))
                    .isInstanceOf(InvalidModelException.class)
                    .hasMessageContaining(
                            "head door (1f6a02c4) takes 3 values: its model's embedding has 0");
        }
    }
}
