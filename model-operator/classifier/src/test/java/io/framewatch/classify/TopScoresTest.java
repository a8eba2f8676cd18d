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
    void shouldNotOverflow() {
        assertThat(top(2, 30_000, -30_000))
                .containsExactly(new Score("label-0", 1), new Score("label-1", 0));
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
        List<String> labels =
                IntStream.range(0, logits.length).mapToObj(i -> "label-" + i).toList();
        ModelManifest manifest =
                new ModelManifest("test", "1", null, "logits", null, labels, true, "None.");
        return TopScores.of(FloatBuffer.wrap(logits), manifest, top);
    }
}
