#ifndef FRAMEWATCH_KERNELS_H
#define FRAMEWATCH_KERNELS_H

#include <stdint.h>

/* One run of a planned network over some images. */
struct call {
    const int32_t *plan; /* the steps, one after the other */
    int32_t steps;
    const float *weights;
    float *scratch;
    const uint8_t *pixels; /* uint8 NHWC, RGB, 0..255 */
    int32_t images;
    float *logits;
    float *embeddings; /* NULL where nobody wants them */
};

void framewatch_run_avx512(const struct call *call);
void framewatch_run_avx2(const struct call *call);
void framewatch_run_neon(const struct call *call);

#endif
