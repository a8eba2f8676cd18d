package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplerTest {

    @ParameterizedTest
    @CsvSource({
        "12.5,   5,  30000, 12000", // the clip of cars: 5 of 12.5
        "29.97,  5,  71928, 12000", // 40 minutes of NTSC: no drift
        "25,    25,  60000, 60000", // the whole stream
        "10,    25,  24000, 24000", // a slower stream
        "30,   0.5,  72000,  1200"
    })
    void shouldReachTheTargetRateWithoutDrift(double rate, double fps, int pictures, long taken) {
        Sampler sampler = new Sampler(fps);

        long count =
                LongStream.range(0, pictures)
                        .filter(i -> sampler.takes(Math.round(i * 1e6 / rate)))
                        .count();

        assertThat(count).isBetween(taken, taken + 1); // the first one is at 0
    }

    @Test
    void shouldNotLoseFramesToJitter() {
        Sampler sampler = new Sampler(25);
        Random random = new Random(1);

        long count =
                LongStream.range(0, 1000)
                        .filter(i -> sampler.takes(i * 40_000 + random.nextLong(-15_000, 15_000)))
                        .count();

        assertThat(count).isEqualTo(1000);
    }

    @Test
    void shouldNotCatchUpAfterAGap() {
        Sampler sampler = new Sampler(5);

        assertThat(sampler.takes(0)).isTrue();
        assertThat(sampler.takes(60_000_000)).isTrue();
        assertThat(sampler.takes(60_040_000)).isFalse();
        assertThat(sampler.takes(60_200_000)).isTrue();
    }
}
