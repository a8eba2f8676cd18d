package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class UsageTest {

    private static final int BYTES = 1 << 20;
    private static final int ARRAYS = 16;

    @Test
    void shouldChargeAThreadToItsPart() throws Exception {
        ExecutorService task = thread("Source: read frames -> classify (1/2)#0");
        try {
            task.submit(UsageTest::allocate).get();
            Usage usage = Usage.begin();

            int allocated = task.submit(UsageTest::allocate).get();

            Map<Part, Usage.Counts> used = usage.end();
            Usage.Counts classify = used.get(Part.CLASSIFY);
            assertThat(classify.allocatedBytes()).isBetween((long) allocated, 2L * allocated);
            assertThat(classify.cpuNanos()).isPositive();
            assertThat(used)
                    .doesNotContainKey(Part.FETCH)
                    .containsKeys(Part.COMPILER, Part.COLLECTOR);
        } finally {
            task.shutdownNow();
        }
    }

    @Test
    void shouldKnowThreadsByTheirNames() {
        assertThat(Part.ofThread("Source Data Fetcher for Source: read frames (1/2)#0"))
                .isEqualTo(Part.FETCH);
        assertThat(Part.ofThread("raise alerts -> write alerts: Writer (2/2)#0"))
                .isEqualTo(Part.ALERTS);
        assertThat(Part.ofThread("kafka-producer-network-thread | producer-1"))
                .isEqualTo(Part.SEND);
        assertThat(Part.ofThread("main")).isEqualTo(Part.OTHER);
    }

    @Test
    void shouldKnowTheCompilersTime() {
        assertThat(CompilerTime.nanos()).isPositive();
    }

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(run -> new Thread(run, name));
    }

    private static int allocate() {
        int bytes = 0;
        for (int i = 0; i < ARRAYS; i++) {
            bytes += new byte[BYTES].length;
        }
        return bytes;
    }
}
