package io.framewatch.page.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.LabelScore;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoreHistoryTest {

    private static final Instant START = Instant.parse("2026-11-28T10:00:00Z");

    private final ScoreHistory history =
            new ScoreHistory(Duration.ofSeconds(4), Duration.ofSeconds(1));

    @Test
    void shouldKeepTheHighestScoreOfEachStep() {
        add(0, new LabelScore("car", 0.2f));
        add(100, new LabelScore("car", 0.9f));
        add(900, new LabelScore("car", 0.4f));
        add(2000, new LabelScore("car", 0.1f));

        assertThat(history.scores().series().get("car")).containsExactly(null, 0.9f, null, 0.1f);
        assertThat(history.scores().from()).isEqualTo(START.minusSeconds(1).toEpochMilli());
    }

    @Test
    void shouldForgetWhatIsOlderThanItsLength() {
        add(0, new LabelScore("car", 0.9f));
        add(10_000, new LabelScore("car", 0.1f));
        add(1_000, new LabelScore("car", 0.8f));

        assertThat(history.scores().series().get("car")).containsExactly(null, null, null, 0.1f);
    }

    @Test
    void shouldTakeResultsOfThePastInAnyOrder() {
        add(3_000, new LabelScore("car", 0.1f));
        add(1_000, new LabelScore("car", 0.7f));
        add(1_000, new LabelScore("car", 0.7f));

        assertThat(history.scores().series().get("car")).containsExactly(null, 0.7f, null, 0.1f);
    }

    @Test
    void shouldKeepTheLabelsWithTheHighestScoresOfMany() {
        IntStream.range(0, 1000)
                .forEach(i -> add(i, new LabelScore("label-" + i, i % 500 / 1000f)));

        assertThat(history.scores().series()).hasSizeLessThanOrEqualTo(12).containsKey("label-499");
    }

    @Test
    void shouldBeEmptyBeforeTheFirstResult() {
        assertThat(history.scores().series()).isEmpty();
    }

    private void add(long millis, LabelScore score) {
        history.add(Results.of("road", START.plusMillis(millis), 1, score));
    }
}
