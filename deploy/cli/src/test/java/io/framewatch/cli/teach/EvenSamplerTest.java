package io.framewatch.cli.teach;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvenSamplerTest {

    @Test
    void shouldChooseAllOfAFew() {
        assertThat(choose(5, 3)).containsExactly(0, 1, 2);
        assertThat(choose(5, 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 11, 12, 100, 1000, 1003})
    void shouldChooseEvenly(int count) {
        List<Integer> chosen = choose(5, count);

        assertThat(chosen).hasSize(5).startsWith(0);
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int i = 1; i < 5; i++) {
            least = Math.min(least, chosen.get(i) - chosen.get(i - 1));
            most = Math.max(most, chosen.get(i) - chosen.get(i - 1));
        }
        assertThat(most).isLessThanOrEqualTo(2 * least);
        assertThat(count - chosen.get(4)).isLessThanOrEqualTo(2 * most);
    }

    private static List<Integer> choose(int most, int count) {
        EvenSampler<Integer> sampler = new EvenSampler<>(most);
        for (int i = 0; i < count; i++) {
            sampler.add(i);
        }
        return sampler.sample();
    }
}
