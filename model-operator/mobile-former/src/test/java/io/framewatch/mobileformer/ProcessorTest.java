package io.framewatch.mobileformer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessorTest {

    @Test
    void shouldKnowTheBlocksOfVectorRegisters() {
        assertThat(Processor.channelsOfBlock("flags\t\t: fpu avx avx2 fma avx512f\n")).hasValue(16);
        assertThat(Processor.channelsOfBlock("model\t: 1\nflags\t: avx2 fma\n")).hasValue(8);
        assertThat(Processor.channelsOfBlock("flags\t: sse2 avx\n")).isEmpty();
        assertThat(Processor.channelsOfBlock("Features\t: fp asimd\n")).isEmpty();
    }
}
