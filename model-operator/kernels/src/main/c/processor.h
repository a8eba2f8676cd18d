#ifndef FRAMEWATCH_PROCESSOR_H
#define FRAMEWATCH_PROCESSOR_H

#include <stdint.h>

/* In the order of the Java enum Instructions. */
enum instructions { AVX512, AVX2, NEON };

/*
 * What the processor has and the operating system keeps over a change of threads: one bit
 * (1 << instructions) for each set that the kernels may use here.
 */
int32_t framewatch_available_instructions(void);

#endif
