package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.cli.CommandException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private final AtomicLong written = new AtomicLong(100);

    @Test
    void shouldBeginAWindowWhenTwoHavePassed() throws Exception {
        Answers answers = new Answers(written::incrementAndGet, () -> {});

        assertThat(answers.awaitBegin(100, 5, 20)).isEqualTo(110);
        assertThat(answers.await(115)).isEqualTo(115);
    }

    @Test
    void shouldBeginAWindowSoonerWhereFramesAreFew() throws Exception {
        Answers answers = new Answers(written::incrementAndGet, () -> {});

        assertThat(answers.awaitBegin(100, 5, 10)).isEqualTo(104);
    }

    @Test
    void shouldRefuseAWindowThatDoesNotFit() {
        Answers answers = new Answers(written::incrementAndGet, () -> {});

        assertThatThrownBy(() -> answers.awaitBegin(100, 10, 10))
                .isInstanceOf(CommandException.class)
                .hasMessage(
                        "10 frames are too few for a turn of 10: more --copies or fewer --frames");
    }

    @Test
    void shouldNotWaitForAPipelineThatHasEnded() {
        Answers answers =
                new Answers(
                        written::get,
                        () -> {
                            throw new CommandException("the job has ended");
                        });

        assertThatThrownBy(() -> answers.await(101))
                .isInstanceOf(CommandException.class)
                .hasMessage("the job has ended");
    }
}
