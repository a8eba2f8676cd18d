package io.framewatch.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {

    private static final int MOST = Integer.MAX_VALUE / Float.BYTES;
    private static final int FLOATS = 3 << 20;

    @BeforeAll
    static void loadLibrary() {
        assertThat(KernelLibrary.problem()).isEmpty();
    }

    @Test
    void shouldBeZeroAndStartAtAPage() {
        try (NativeMemory memory = NativeMemory.ofFloats(FLOATS)) {
            ByteBuffer buffer = memory.buffer();

            assertThat(buffer.capacity()).isEqualTo(FLOATS * Float.BYTES);
            assertThat(buffer.order()).isEqualTo(ByteOrder.nativeOrder());
            assertThat(buffer.alignmentOffset(0, 4096)).isZero();
            assertThat(buffer).isEqualTo(ByteBuffer.allocate(FLOATS * Float.BYTES));
        }
    }

    /** The tests' JVM has a heap, and so direct memory, of 1 GB. */
    @Test
    void shouldNotCountAsDirectMemory() {
        for (int i = 0; i < 4; i++) {
            try (NativeMemory memory = NativeMemory.ofFloats(MOST)) {
                memory.buffer().putFloat(Float.BYTES * (MOST - 1), 1);
            }
        }
    }

    @Test
    void shouldGiveNoClosedMemory() {
        NativeMemory memory = NativeMemory.ofFloats(1);
        memory.close();
        memory.close();

        assertThatThrownBy(memory::buffer)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("memory is closed");
    }

    @Test
    void shouldRefuseToAllocateNothing() {
        assertThatThrownBy(() -> NativeMemory.ofFloats(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("memory of 0 floats must have at least 1");
    }
}
