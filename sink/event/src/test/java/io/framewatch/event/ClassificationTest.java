package io.framewatch.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ClassificationTest {

    @Test
    void shouldFindTheScoreOfALabel() {
        assertThat(Samples.CLASSIFICATION.score("bus")).isEqualTo(0.1f);
    }

    @Test
    void shouldFindTheScoreOfAHead() {
        assertThat(Samples.WITH_HEAD.score("gate-state", "closed")).contains(0.25f);
        assertThat(Samples.WITH_HEAD.score("gate-state", "ajar")).isEmpty();
        assertThat(Samples.WITH_HEAD.score("other", "closed")).isEmpty();
        assertThat(Samples.CLASSIFICATION.score("gate-state", "closed")).isEmpty();
    }

    @Test
    void shouldNotInventAScore() {
        assertThatThrownBy(() -> Samples.CLASSIFICATION.score("cat"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label 'cat' is not in the result of frame gate-1/1764043290123/57");
    }
}
