package io.framewatch.mobileformer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class ElementTypeTest {

    @Test
    void shouldReadHalfPrecision() {
        assertThat(read(ElementType.FLOAT16, 0x3c00)).isEqualTo(1);
        assertThat(read(ElementType.FLOAT16, 0xc000)).isEqualTo(-2);
        assertThat(read(ElementType.FLOAT16, 0x7bff)).isEqualTo(65504);
        assertThat(read(ElementType.FLOAT16, 0x3555)).isEqualTo(0.33325195f);
        assertThat(read(ElementType.FLOAT16, 0x0001)).isEqualTo(0x1p-24f);
        assertThat(read(ElementType.FLOAT16, 0x8000)).isEqualTo(-0f);
        assertThat(read(ElementType.FLOAT16, 0x7c00)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(read(ElementType.FLOAT16, 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(read(ElementType.FLOAT16, 0x7e00)).isNaN();
    }

    @Test
    void shouldReadBrainFloats() {
        assertThat(read(ElementType.BFLOAT16, 0x3f80)).isEqualTo(1);
        assertThat(read(ElementType.BFLOAT16, 0xc049)).isEqualTo(-3.140625f);
    }

    @Test
    void shouldReadTheOtherTypes() {
        assertThat(read(ElementType.FLOAT64, Double.doubleToLongBits(-0.1))).isEqualTo(-0.1f);
        assertThat(read(ElementType.FLOAT32, Float.floatToIntBits(1e-30f))).isEqualTo(1e-30f);
        assertThat(read(ElementType.INT64, -5)).isEqualTo(-5);
        assertThat(read(ElementType.INT32, -5)).isEqualTo(-5);
        assertThat(read(ElementType.INT16, -5)).isEqualTo(-5);
        assertThat(read(ElementType.INT8, -5)).isEqualTo(-5);
        assertThat(read(ElementType.UINT8, -5)).isEqualTo(251);
        assertThat(read(ElementType.BOOL, 1)).isEqualTo(1);
    }

    private static float read(ElementType type, long bits) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return type.read(bytes.putLong(0, bits), 0);
    }
}
