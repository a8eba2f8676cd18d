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
    void shouldNotInventAScore() {
        assertThatThrownBy(() -> Samples.CLASSIFICATION.score("cat"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label 'cat' is not in the result of frame gate-1/1764043290123/57");
    }
}
