package io.framewatch.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewatch.mobileformer.Variant;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepTimesTest {

    private static final Instructions BEST = KernelLibrary.instructions().get(0);

    @TempDir private Path folder;

    private byte[] model;

    @BeforeEach
    void writeModel() throws Exception {
        model = TestingNetwork.untrained(folder, Variant.named("26m")).model();
    }

    @Test
    void shouldTimeEachKernelAndResolution() {
        ByteBuffer image = ByteBuffer.allocateDirect(224 * 224 * 3);

        List<StepTimes.Line> lines = StepTimes.of(model, BEST, image, 1);

        assertThat(lines)
                .extracting(line -> line.kernel() + " " + line.resolution())
                .doesNotHaveDuplicates()
                .contains("STEM 112", "POINTWISE 7", "LINEAR 1");
        assertThat(lines).allSatisfy(line -> assertThat(line.time()).isPositive());
    }

    @Test
    void shouldRefuseTooFewPixels() {
        assertThatThrownBy(() -> StepTimes.of(model, BEST, ByteBuffer.allocateDirect(9), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("buffer of pixels, capacity 9, must be direct");
    }
}
