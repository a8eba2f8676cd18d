package io.framewatch.mobileformer.checkpoint;

import java.nio.ByteBuffer;
import java.util.stream.Stream;

/** The type of a stored tensor's elements, all little-endian. */
enum ElementType {
    FLOAT64("DoubleStorage", "F64", 8),
    FLOAT32("FloatStorage", "F32", 4),
    FLOAT16("HalfStorage", "F16", 2),
    BFLOAT16("BFloat16Storage", "BF16", 2),
    INT64("LongStorage", "I64", 8),
    INT32("IntStorage", "I32", 4),
    INT16("ShortStorage", "I16", 2),
    INT8("CharStorage", "I8", 1),
    UINT8("ByteStorage", "U8", 1),
    BOOL("BoolStorage", "BOOL", 1);

    private static final int HALF_EXPONENT_BIAS = 15;
    private static final int HALF_MANTISSA_BITS = 10;

    private final String torchName;
    private final String safetensorsName;
    private final int size;

    ElementType(String torchName, String safetensorsName, int size) {
        this.torchName = torchName;
        this.safetensorsName = safetensorsName;
        this.size = size;
    }

    /**
     * The type of a storage class in PyTorch's module {@code torch}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static ElementType ofTorch(String name) {
        return Stream.of(values())
                .filter(type -> type.torchName.equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    /**
     * The type of a {@code dtype} in a safetensors header.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static ElementType ofSafetensors(String name) {
        return Stream.of(values())
                .filter(type -> type.safetensorsName.equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    /** The {@code dtype} in a safetensors header. */
    String safetensorsName() {
        return safetensorsName;
    }

    /** Bytes of one element. */
    int size() {
        return size;
    }

    /** The element at a byte of a little-endian buffer, rounded to float32. */
    float read(ByteBuffer bytes, int at) {
        return switch (this) {
            case FLOAT64 -> (float) bytes.getDouble(at);
            case FLOAT32 -> bytes.getFloat(at);
            case FLOAT16 -> half(bytes.getShort(at));
            case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort(at) << Short.SIZE);
            case INT64 -> bytes.getLong(at);
            case INT32 -> bytes.getInt(at);
            case INT16 -> bytes.getShort(at);
            case INT8 -> bytes.get(at);
            case UINT8, BOOL -> bytes.get(at) & 0xff;
        };
    }

    /** IEEE 754 binary16. */
    private static float half(short bits) {
        int exponent = bits >> HALF_MANTISSA_BITS & 0x1f;
        int mantissa = bits & 0x3ff;
        float sign = bits < 0 ? -1 : 1;
        if (exponent == 0x1f) {
            return mantissa == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
        }
        if (exponent == 0) {
            return sign * Math.scalb((float) mantissa, 1 - HALF_EXPONENT_BIAS - HALF_MANTISSA_BITS);
        }
        return sign
                * Math.scalb(
                        (float) (mantissa | 1 << HALF_MANTISSA_BITS),
                        exponent - HALF_EXPONENT_BIAS - HALF_MANTISSA_BITS);
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("elements of type " + name + " are not supported");
    }
}
