/*
 * The register block that all convolutions share: sums of up to 6 outputs over TILE vectors of
 * pixels. For each input it loads TILE vectors of pixels and one number for each output, and does
 * 6 x TILE multiply-adds with them: with AVX-512 10 loads for 24 multiply-adds, so the bound is
 * arithmetic, not loads.
 */

/*
 * Weights are read once an image or batch, so those of small maps come from the third-level cache
 * or memory; the processor's own prefetching stops at pages. 294m at one image is 10 % faster with
 * it.
 */
#define WEIGHTS_AHEAD 256 /* floats */

typedef vector sums[MAX_OUTPUTS][TILE];

/*
 * sums[o][v] = bias[o] + the sum over i of weights[i * input_step + o * output_step] * x[inputs[i] +
 * v * WIDTH]. A null bias is 0.
 */
INLINE void accumulate(
        int outputs, int vectors, const float *x, const int32_t *inputs, int count, const float *bias,
        const float *weights, long input_step, long output_step, sums sum) {
    UNROLL
    for (int o = 0; o < outputs; o++) {
        UNROLL
        for (int v = 0; v < vectors; v++) {
            sum[o][v] = splat(bias ? bias[o] : 0);
        }
    }
    KEEP_LOOP
    for (int i = 0; i < count; i++) {
        const float *pixels = x + inputs[i];
        vector at[TILE];
        UNROLL
        for (int v = 0; v < vectors; v++) {
            at[v] = load(pixels + v * WIDTH);
        }
        UNROLL
        for (int o = 0; o < outputs; o++) {
            vector weight = splat(weights[o * output_step]);
            UNROLL
            for (int v = 0; v < vectors; v++) {
                sum[o][v] += at[v] * weight;
            }
        }
        __builtin_prefetch(weights + WEIGHTS_AHEAD);
        weights += input_step;
    }
}

/* What happens to sums before they are stored. */
struct finish {
    int activation;
    const float *coefficients; /* of Dynamic ReLU */
    long second;
    const int32_t *channels; /* the channel of each output, for its coefficients */
    const float *residual;   /* planes that are added; null for none */
    const integers *mask;    /* a mask of each vector; null for none */
};

/* Dynamic ReLU, arXiv:2003.10027: max(a1 x, a2 x). */
INLINE vector activated(int activation, vector x, const float *a1, const float *a2) {
    switch (activation) {
        case DYNAMIC_RELU:
            return larger(x * splat(*a1), x * splat(*a2));
        case RELU:
            return larger(x, splat(0));
        case RELU6:
            return clip(x, 0, 6);
        default:
            return x;
    }
}

INLINE void finish_by(
        int activation, int outputs, int vectors, sums sum, const struct finish *finish, float *y,
        const int32_t *planes) {
    UNROLL
    for (int o = 0; o < outputs; o++) {
        const float *a1 = 0, *a2 = 0;
        if (activation == DYNAMIC_RELU) {
            a1 = finish->coefficients + finish->channels[o];
            a2 = a1 + finish->second;
        }
        UNROLL
        for (int v = 0; v < vectors; v++) {
            vector value = activated(activation, sum[o][v], a1, a2);
            if (finish->residual) {
                value += load(finish->residual + planes[o] + v * WIDTH);
            }
            if (finish->mask) {
                value = where(finish->mask[v], value);
            }
            store(y + planes[o] + v * WIDTH, value);
        }
    }
}

/* The two common activations are decided once for the block. */
INLINE void finish(
        int outputs, int vectors, sums sum, const struct finish *end, float *y,
        const int32_t *planes) {
    if (end->activation == DYNAMIC_RELU) {
        finish_by(DYNAMIC_RELU, outputs, vectors, sum, end, y, planes);
    } else if (end->activation == NONE) {
        finish_by(NONE, outputs, vectors, sum, end, y, planes);
    } else {
        finish_by(end->activation, outputs, vectors, sum, end, y, planes);
    }
}

/* Weights of up to 6 outputs as the planner packs them: their biases, then for each input a number
 * of each. */
INLINE void tile(
        int outputs, int vectors, const float *x, const int32_t *inputs, int count,
        const float *packed, const struct finish *end, float *y, const int32_t *planes) {
    sums sum;
    accumulate(outputs, vectors, x, inputs, count, packed, packed + outputs, outputs, 1, sum);
    finish(outputs, vectors, sum, end, y, planes);
}

#define TILE_OF(outputs)                                                                  \
    static __attribute__((noinline)) void tile_of_##outputs(                              \
            int vectors, const float *x, const int32_t *inputs, int count,                \
            const float *packed, const struct finish *end, float *y, const int32_t *planes) { \
        if (vectors == TILE) {                                                            \
            tile(outputs, TILE, x, inputs, count, packed, end, y, planes);                \
        } else if (vectors == TILE - 1) {                                                 \
            tile(outputs, TILE - 1, x, inputs, count, packed, end, y, planes);            \
        } else if (vectors == TILE / 2) {                                                 \
            tile(outputs, TILE / 2, x, inputs, count, packed, end, y, planes);            \
        } else {                                                                          \
            tile(outputs, 1, x, inputs, count, packed, end, y, planes);                   \
        }                                                                                 \
    }
TILE_OF(1)
TILE_OF(2)
TILE_OF(3)
TILE_OF(4)
TILE_OF(5)
TILE_OF(6)

typedef void (*tile_function)(
        int, const float *, const int32_t *, int, const float *, const struct finish *, float *,
        const int32_t *);

static const tile_function TILES[] = {0,         tile_of_1, tile_of_2, tile_of_3,
                                      tile_of_4, tile_of_5, tile_of_6};

/* Outputs go through the register block in chunks of nearly equal size, the larger ones first. */
INLINE int chunks_of(int outputs) { return (outputs + MAX_OUTPUTS - 1) / MAX_OUTPUTS; }

INLINE int chunk_size(int outputs, int chunk) {
    int chunks = chunks_of(outputs);
    return outputs / chunks + (chunk < outputs % chunks);
}

/* All outputs for one block of pixels. */
INLINE void tiles(
        int outputs, int vectors, const float *x, const int32_t *inputs, int count,
        const float *packed, struct finish end, float *y, const int32_t *planes) {
    int chunks = chunks_of(outputs);
    for (int chunk = 0; chunk < chunks; chunk++) {
        int size = chunk_size(outputs, chunk);
        TILES[size](vectors, x, inputs, count, packed, &end, y, planes);
        packed += size * (1 + count);
        planes += size;
        end.channels += size;
    }
}
