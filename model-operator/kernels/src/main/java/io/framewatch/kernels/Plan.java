package io.framewatch.kernels;

import java.nio.ByteBuffer;

/**
 * A checked plan.
 *
 * @param steps int32 of {@code steps.h}, direct
 * @param weights packed weights; whoever made the plan closes them
 * @param scratch floats that a call needs, zero before the first
 */
record Plan(ByteBuffer steps, NativeMemory weights, int scratch) {}
