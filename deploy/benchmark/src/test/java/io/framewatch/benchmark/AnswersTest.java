package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.local.LocalException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private final AtomicLong written = new AtomicLong(100);

    @Test
    void shouldBeginAWindowWhenAFifthOfItHasPassed() throws Exception {
        Answers answers = new Answers(written::incrementAndGet, () -> {});

        assertThat(answers.awaitBegin(100, 50)).isEqualTo(110);
        assertThat(answers.await(115)).isEqualTo(115);
    }

    @Test
    void shouldNotWaitForAPipelineThatHasEnded() {
        Answers answers =
                new Answers(
                        written::get,
                        () -> {
                            throw new LocalException("the job has ended");
                        });

        assertThatThrownBy(() -> answers.await(101))
                .isInstanceOf(LocalException.class)
                .hasMessage("the job has ended");
    }
}
