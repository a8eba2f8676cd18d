/* Runs a planned network on images. One function for each instruction set; all do the same. */
#ifndef FRAMEWATCH_KERNELS_H
#define FRAMEWATCH_KERNELS_H

#include <stdint.h>

/*
 * One call of a network. The caller has checked every size: the plan names ranges of the other
 * buffers, and nothing here checks them again. A call uses its scratch alone; the rest may be
 * shared by many calls at once. Scratch is zero before the first call and is kept between calls.
 */
struct call {
    const int32_t *plan;   /* the steps, as steps.h describes them */
    int32_t steps;         /* length of the plan in int32 */
    const float *weights;  /* packed weights, aligned to 64 bytes */
    float *scratch;        /* aligned to 64 bytes */
    const uint8_t *pixels; /* [images, 224, 224, 3], RGB */
    int32_t images;        /* 1 to 8 */
    float *logits;         /* [images, classes] */
    float *embeddings;     /* [images, embedding], or null */
};

void framewatch_run_avx512(const struct call *call);
void framewatch_run_avx2(const struct call *call);
void framewatch_run_neon(const struct call *call);

#endif
