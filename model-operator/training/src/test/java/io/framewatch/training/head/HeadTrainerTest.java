package io.framewatch.training.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeadTrainerTest {

    private final TestingEmbeddings pictures = new TestingEmbeddings(1);

    @Test
    void shouldTellStatesApartThatDiffer() {
        List<LabelledEmbeddings> states =
                List.of(
                        pictures.around("open", -5, 12),
                        pictures.around("ajar", 0, 30),
                        pictures.around("closed", 5, 15));

        List<TrainedClass> trained = HeadTrainer.train(states);

        assertThat(trained)
                .extracting(TrainedClass::label)
                .containsExactly("open", "ajar", "closed");
        assertThat(trained).extracting(TrainedClass::pictures).containsExactly(12, 30, 15);
        assertThat(trained).extracting(TrainedClass::recognised).containsExactly(12, 30, 15);
        for (int state = 0; state < states.size(); state++) {
            for (float[] embedding : states.get(state).embeddings()) {
                assertThat(best(trained, embedding)).isEqualTo(state);
            }
        }
    }

    /** A head that is tested on copies of its training pictures would always be right. */
    @Test
    void shouldNotBeFlatteredByCopies() {
        List<TrainedClass> trained =
                HeadTrainer.train(
                        List.of(pictures.copies("open", 10, 5), pictures.copies("closed", 10, 5)));

        int recognised = trained.stream().mapToInt(TrainedClass::recognised).sum();
        assertThat(recognised).isBetween(25, 75);
    }

    @Test
    void shouldGiveTheSameHeadAgain() {
        List<LabelledEmbeddings> states =
                List.of(pictures.around("open", -1, 10), pictures.around("closed", 1, 10));

        assertThat(HeadTrainer.train(states))
                .usingRecursiveComparison()
                .isEqualTo(HeadTrainer.train(states));
    }

    @Test
    void shouldTeachFromPicturesThatAreAllTheSame() {
        List<TrainedClass> trained =
                HeadTrainer.train(
                        List.of(
                                new LabelledEmbeddings(
                                        "a",
                                        List.of(
                                                new float[2],
                                                new float[2],
                                                new float[2],
                                                new float[2],
                                                new float[2])),
                                new LabelledEmbeddings(
                                        "b",
                                        List.of(
                                                new float[2],
                                                new float[2],
                                                new float[2],
                                                new float[2],
                                                new float[2]))));

        assertThat(trained.stream().mapToInt(TrainedClass::recognised).sum()).isEqualTo(5);
        assertThat(trained.get(0).weights()).containsOnly(0f);
    }

    @Test
    void shouldRefuseWhatCannotBeTold() {
        LabelledEmbeddings state = pictures.around("open", 0, 5);
        List<float[]> others =
                List.of(new float[1], new float[1], new float[1], new float[1], new float[1]);

        assertThatThrownBy(() -> HeadTrainer.train(List.of(state)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 states must be at least 2");
        assertThatThrownBy(
                        () ->
                                HeadTrainer.train(
                                        List.of(state, new LabelledEmbeddings("other", others))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("embeddings must all have the same length");
        assertThatThrownBy(() -> pictures.around("open", 0, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("state 'open' has 4 pictures: must be at least 5");
    }

    private static int best(List<TrainedClass> trained, float[] embedding) {
        int best = 0;
        for (int state = 1; state < trained.size(); state++) {
            boolean better =
                    logit(trained.get(state), embedding) > logit(trained.get(best), embedding);
            best = better ? state : best;
        }
        return best;
    }

    private static double logit(TrainedClass state, float[] embedding) {
        double logit = state.bias();
        for (int i = 0; i < embedding.length; i++) {
            logit += state.weights()[i] * embedding[i];
        }
        return logit;
    }
}
