package io.framewatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AnsweredFramesTest {

    private final AnsweredFrames frames = new AnsweredFrames();

    @Test
    void shouldTellNewFramesFromRepeatedOnes() {
        Random random = new Random(7);
        BitSet expected = new BitSet();
        for (int i = 0; i < 5000; i++) {
            int offset = random.nextInt(3000);

            assertThat(add(0, offset)).as("offset %d", offset).isEqualTo(!expected.get(offset));
            expected.set(offset);
        }
        int gaps = 3000 - expected.cardinality();
        assertThat(frames.ranges()).isBetween(1, gaps + 1);
    }

    @Test
    void shouldKeepPartitionsApart() {
        assertThat(add(0, 5)).isTrue();
        assertThat(add(1, 5)).isTrue();
        assertThat(add(0, 5)).isFalse();
    }

    @Test
    void shouldKeepFramesInARowAsOneRange() {
        for (int offset = 100; offset > 0; offset--) {
            add(0, offset);
        }
        for (int offset = 101; offset < 1000; offset++) {
            add(0, offset);
        }

        assertThat(frames.ranges()).isEqualTo(1);
    }

    @Test
    void shouldTakeTheLargestOffset() {
        assertThat(add(0, Long.MAX_VALUE)).isTrue();
        assertThat(add(0, Long.MAX_VALUE)).isFalse();
        assertThat(add(0, Long.MAX_VALUE - 1)).isTrue();
        assertThat(add(0, Long.MAX_VALUE)).isFalse();
        assertThat(frames.ranges()).isEqualTo(1);
    }

    private boolean add(int partition, long offset) {
        return frames.add(new TopicPartition("framewatch.frames", partition), offset);
    }
}
