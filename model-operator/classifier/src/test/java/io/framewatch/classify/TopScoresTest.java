package io.framewatch.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopScoresTest {

    @Test
    void shouldGiveTheSoftmaxOfTheBestLabels() {
        List<Score> scores = top(2, 1, 3, 2);

        double sum = Math.exp(-2) + Math.exp(0) + Math.exp(-1);
        assertThat(scores).extracting(Score::label).containsExactly("label-1", "label-2");
        assertThat(scores.get(0).probability()).isCloseTo((float) (1 / sum), within(1e-7f));
        assertThat(scores.get(1).probability())
                .isCloseTo((float) (Math.exp(-1) / sum), within(1e-7f));
    }

    @Test
    void shouldPutTheLowerIndexFirstAmongEqualLabels() {
        assertThat(top(3, 1, 2, 2, 1, 2))
                .extracting(Score::label)
                .containsExactly("label-1", "label-2", "label-4");
    }

    @Test
    void shouldGiveAllLabelsIfTheModelHasFewer() {
        assertThat(top(5, -1, 4, 0))
                .extracting(Score::label)
                .containsExactly("label-1", "label-2", "label-0");
    }

    @Test
    void shouldAddLabelsThatAreAlwaysKept() {
        List<Score> scores = of(new int[] {0, 3, 1}, 2, -2, 3, 2, -1);

        assertThat(scores)
                .extracting(Score::label)
                .containsExactly("label-1", "label-2", "label-3", "label-0");
        assertThat(scores).containsExactlyElementsOf(top(4, -2, 3, 2, -1));
    }

    @Test
    void shouldRefuseALabelThatTheModelDoesNotHave() {
        assertThat(manifest(3).indexesOf(List.of("label-2", "label-0"))).containsExactly(2, 0);
        assertThatThrownBy(() -> manifest(3).indexesOf(List.of("car")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("model test (1) has no label 'car'");
    }

    @Test
    void shouldNotOverflow() {
        assertThat(top(2, 30_000, -30_000))
                .containsExactly(new Score(0, "label-0", 1), new Score(1, "label-1", 0));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void shouldRefuseLogitsThatAreNoNumbers(float logit) {
        assertThatThrownBy(() -> top(2, 0, logit, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("model test (1) gave logits that are no numbers");
        assertThatThrownBy(() -> top(2, logit, 1, 0)).isInstanceOf(IllegalStateException.class);
    }

    private static List<Score> top(int top, float... logits) {
        return of(new int[0], top, logits);
    }

    private static List<Score> of(int[] always, int top, float... logits) {
        TopScores scores = new TopScores("model test (1)", manifest(logits.length).labels());
        return scores.of(FloatBuffer.wrap(logits), top, always);
    }

    private static ModelManifest manifest(int size) {
        List<String> labels = IntStream.range(0, size).mapToObj(i -> "label-" + i).toList();
        return new ModelManifest(
                "test", "1", null, new ModelOutputs("logits", null, labels), true, "None.");
    }
}
