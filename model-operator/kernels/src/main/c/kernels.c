/*
 * Mobile-Former's kernels. The build compiles this file once for each instruction set, with
 * FRAMEWATCH_RUN as the name of its only function.
 */
#include "kernels.h"

#include "vectors.h"
#include "steps.h"

#include "tile.h"

#include "convolutions.h"

#include "stem.h"

#include "tokens.h"

#include "bridge.h"

static void tokens(const struct call *call, const struct tokens *s, int image) {
    float *y = call->scratch + s->y.offset + (long)image * s->y.image_stride;
    copy_floats(y, call->weights + s->weights, s->length);
}

static void copy(const struct call *call, const struct copy *s, int image) {
    const float *x = call->scratch + s->x.offset + (long)image * s->x.image_stride;
    float *y = call->scratch + s->y.offset + (long)image * s->y.image_stride;
    copy_floats(y, x, s->length);
}

static void output(const struct call *call, const struct output *s, int image, float *to) {
    const float *x = call->scratch + s->x.offset + (long)image * s->x.image_stride;
    if (to) {
        to += (long)image * s->length;
        for (int i = 0; i < s->length; i++) {
            to[i] = x[i];
        }
    }
}

static void run_for_image(const struct call *call, const void *step, int image) {
    switch (((const struct step *)step)->kind) {
        case STEM: stem(call, step, image); break;
        case POINTWISE: pointwise(call, step, image); break;
        case DEPTHWISE: depthwise(call, step, image); break;
        case DEPTHWISE_STRIDED: depthwise_strided(call, step, image); break;
        case MEAN: mean(call, step, image); break;
        case TOKENS: tokens(call, step, image); break;
        case COPY: copy(call, step, image); break;
        case SELF_ATTENTION: self_attention(call, step, image); break;
        case MOBILE_TO_FORMER: mobile_to_former(call, step, image); break;
        case FORMER_TO_MOBILE: former_to_mobile(call, step, image); break;
        case LOGITS: output(call, step, image, call->logits); break;
        case EMBEDDINGS: output(call, step, image, call->embeddings); break;
    }
}

static void run_for_batch(const struct call *call, const void *step) {
    switch (((const struct step *)step)->kind) {
        case LINEAR: linear(call, step); break;
        case ADD_AND_NORM: add_and_norm(call, step); break;
    }
}

/* The first step from here on that runs for the whole batch. */
static const int32_t *after_image_steps(const int32_t *at, const int32_t *end) {
    while (at < end && ((const struct step *)at)->each_image) {
        at += ((const struct step *)at)->length;
    }
    return at;
}

void FRAMEWATCH_RUN(const struct call *call) {
    const int32_t *at = call->plan, *end = at + call->steps;
    while (at < end) {
        const int32_t *next = after_image_steps(at, end);
        for (int image = 0; image < call->images && at < next; image++) {
            for (const int32_t *step = at; step < next; step += ((const struct step *)step)->length) {
                run_for_image(call, step, image);
            }
        }
        at = next;
        if (at < end) {
            run_for_batch(call, at);
            at += ((const struct step *)at)->length;
        }
    }
}
