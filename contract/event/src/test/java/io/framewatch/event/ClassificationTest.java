package io.framewatch.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClassificationTest {

    @Test
    void shouldFindTheScoreOfALabel() {
        assertThat(Samples.CLASSIFICATION.scores().of("bus")).contains(0.1f);
    }

    @Test
    void shouldFindTheScoreOfAHead() {
        assertThat(Samples.WITH_HEAD.scores().of("gate-state", "closed")).contains(0.25f);
        assertThat(Samples.WITH_HEAD.scores().of("gate-state", "ajar")).isEmpty();
        assertThat(Samples.WITH_HEAD.scores().of("other", "closed")).isEmpty();
        assertThat(Samples.CLASSIFICATION.scores().of("gate-state", "closed")).isEmpty();
    }

    @Test
    void shouldNotInventAScore() {
        assertThat(Samples.CLASSIFICATION.scores().of("cat")).isEmpty();
    }
}
