package io.framewatch.benchmark;

import static io.framewatch.benchmark.Turns.Form.PORTABLE;
import static io.framewatch.benchmark.Turns.Form.TUNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.framewatch.benchmark.Turns.Call;
import io.framewatch.benchmark.Turns.Form;
import io.framewatch.benchmark.Turns.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The calls themselves move the clock on. */
class TurnsTest {

    private static final int BATCH = 8;
    private static final int CALLS = 32;
    private static final long MICRO = 1_000;

    private final List<Form> called = new ArrayList<>();
    private final Map<Form, Call> calls = new EnumMap<>(Form.class);
    private long now;

    @Test
    void shouldCallFormsInTurnsOf32() throws Exception {
        call(TUNED, call -> MICRO);
        call(PORTABLE, call -> MICRO);

        measure(Duration.ofNanos(1));

        assertThat(called).hasSize(3 * 2 * CALLS);
        for (int turn = 0; turn < 6; turn++) {
            assertThat(called.subList(turn * CALLS, (turn + 1) * CALLS))
                    .containsOnly(turn % 2 == 0 ? TUNED : PORTABLE);
        }
    }

    @Test
    void shouldGoOnUntilTheDurationHasPassed() throws Exception {
        call(TUNED, call -> MICRO);

        measure(Duration.ofNanos(10 * CALLS * MICRO));

        assertThat(called).hasSize(10 * CALLS);
    }

    @Test
    void shouldGiveTheRateOfEachForm() throws Exception {
        call(TUNED, call -> MICRO);
        call(PORTABLE, call -> 10 * MICRO);

        Map<Form, Double> rates = measure(Duration.ofNanos(1));

        assertThat(rates.get(TUNED)).isCloseTo(BATCH * 1e6, within(1e-3));
        assertThat(rates.get(PORTABLE)).isCloseTo(BATCH * 1e5, within(1e-3));
    }

    @Test
    void shouldCountTheMedianAfterTheWarmUp() throws Exception {
        call(TUNED, call -> call < CALLS || call % 3 == 0 ? 1000 * MICRO : 2 * MICRO);

        Map<Form, Double> rates = measure(Duration.ofNanos(1));

        assertThat(rates.get(TUNED)).isCloseTo(BATCH * 0.5e6, within(1e-3));
    }

    @Test
    void shouldMeasureTheProcessorTimeOfThisThread() throws Exception {
        long[] sum = {0};
        calls.put(TUNED, () -> sum[0] += LongStream.range(0, 10_000).map(i -> i * i % 7).sum());

        Map<Form, Double> rates = measure(new Turns(), Duration.ofNanos(1));

        assertThat(rates.get(TUNED)).isPositive().isFinite();
        assertThat(sum[0]).isPositive();
    }

    private void call(Form form, LongUnaryOperator nanos) {
        long[] count = {0};
        calls.put(
                form,
                () -> {
                    called.add(form);
                    now += nanos.applyAsLong(count[0]++);
                });
    }

    private Map<Form, Double> measure(Duration duration) throws Exception {
        return measure(new Turns(() -> now, () -> now), duration);
    }

    private Map<Form, Double> measure(Turns turns, Duration duration) throws Exception {
        Map<Form, Turn> forms = new EnumMap<>(Form.class);
        calls.forEach((form, call) -> forms.put(form, turns.of(call)));
        return turns.imagesPerSecond(forms, BATCH, duration);
    }
}
