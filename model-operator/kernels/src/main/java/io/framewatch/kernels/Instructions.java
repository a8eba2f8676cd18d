package io.framewatch.kernels;

/**
 * Sets of vector instructions that the kernels are compiled for; of one architecture the best
 * first.
 */
public enum Instructions {
    /** 512-bit registers: AVX-512 F, VL, BW, DQ. */
    AVX512,
    /** 256-bit registers: AVX2 and FMA. */
    AVX2,
    /** 128-bit registers: every 64-bit ARM processor. */
    NEON
}
