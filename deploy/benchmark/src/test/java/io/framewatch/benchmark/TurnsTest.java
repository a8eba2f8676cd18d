package io.framewatch.benchmark;

import static io.framewatch.benchmark.Turns.Form.PORTABLE;
import static io.framewatch.benchmark.Turns.Form.TUNED;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.benchmark.Turns.Call;
import io.framewatch.benchmark.Turns.Form;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnsTest {

    private static final int BATCH = 8;

    private final List<Form> called = new ArrayList<>();
    private long sum;

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 64})
    void shouldCallFormsInTurnsOf32(int batch) throws Exception {
        measure(batch, 1, 1);

        assertThat(called.subList(0, 32)).containsOnly(TUNED);
        assertThat(called.subList(32, 64)).containsOnly(PORTABLE);
        assertThat(called.subList(64, 96)).containsOnly(TUNED);
        assertThat(called).hasSizeGreaterThanOrEqualTo(3 * 2 * 32);
    }

    @Test
    void shouldFindTheFormThatComputesLess() throws Exception {
        Map<Form, Double> rates = measure(BATCH, 200_000, 2_000_000);

        assertThat(rates.get(TUNED) / rates.get(PORTABLE)).isBetween(5.0, 20.0);
        assertThat(sum).isPositive();
    }

    @Test
    void shouldTakeTheMiddleValue() {
        assertThat(Median.of(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Median.of(List.of(9.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
    }

    private Map<Form, Double> measure(int batch, long tunedSteps, long portableSteps)
            throws Exception {
        Map<Form, Call> calls = new EnumMap<>(Form.class);
        calls.put(TUNED, () -> compute(TUNED, tunedSteps));
        calls.put(PORTABLE, () -> compute(PORTABLE, portableSteps));
        return Turns.imagesPerSecond(calls, batch, Duration.ofMillis(100));
    }

    private void compute(Form form, long steps) {
        called.add(form);
        sum += LongStream.range(0, steps).map(i -> i * i % 7).sum();
    }
}
