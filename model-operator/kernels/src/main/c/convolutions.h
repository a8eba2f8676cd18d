/* Convolutions of feature maps, with pixels in the lanes. */

#define MASK_LANES 128                                 /* the longest row */
#define MASKS (MASK_LANES / WIDTH + TILE)              /* masks for a register block from any lane */

/* Masks of the lanes of a plane that are pixels; they repeat after MASK_LANES lanes. */
INLINE void pixel_masks(const struct geometry *geometry, integers *masks) {
    int last = geometry->row == 8 ? geometry->resolution * 8 : MASK_LANES;
    for (int lane = 0; lane < MASKS * WIDTH; lane++) {
        int pixel = (lane & (geometry->row - 1)) < geometry->resolution && lane % 64 < last;
        ((int32_t *)masks)[lane] = -pixel;
    }
}

/* The lanes of a plane in whole vectors: all rows. */
INLINE int lanes_of(const struct geometry *geometry) {
    int lanes = geometry->resolution * geometry->row;
    return (lanes + WIDTH - 1) / WIDTH * WIDTH;
}

INLINE int next_vectors(int left) {
    return left >= TILE ? TILE : left >= TILE / 2 && TILE > 2 ? TILE / 2 : 1;
}

/*
 * Pointwise convolution. Blocks of pixels are the outer loop, so that the pixels of all inputs stay
 * in the first-level cache while the weights stream past them.
 */
static void pointwise(const struct call *call, const struct pointwise *s, int image) {
    const float *x = call->scratch + s->x.offset + (long)image * s->x.image_stride;
    float *y = call->scratch + s->y.offset + (long)image * s->y.image_stride;
    const float *residual =
            call->scratch + s->residual.offset + (long)image * s->residual.image_stride;
    const float *coefficients =
            call->scratch + s->coefficients.offset + (long)image * s->coefficients.image_stride;
    const int32_t *x_planes = (const int32_t *)(s + 1);
    const int32_t *y_planes = x_planes + s->inputs;
    integers masks[MASKS];
    pixel_masks(&s->geometry, masks);
    struct finish end = {
            s->activation, coefficients, s->second, y_planes + s->outputs, 0, 0};
    int vectors;
    for (int lane = s->first_lane, last = lane + s->lanes; lane < last; lane += vectors * WIDTH) {
        vectors = next_vectors((last - lane) / WIDTH);
        end.residual = s->has_residual ? residual + lane : 0;
        end.mask = masks + lane % MASK_LANES / WIDTH;
        tiles(s->outputs, vectors, x + lane, x_planes, s->inputs, call->weights + s->weights, end,
              y + lane, y_planes);
    }
}

/*
 * 3x3 depthwise convolution of one column of vectors, down the rows. Each row is loaded once, as
 * itself and shifted by a pixel to both sides, and goes into the sums of three rows of the output.
 */
INLINE void depthwise_column(
        const float *x, float *y, long row, int rows, const float *w, int activation,
        const float *a1, const float *a2) {
    vector bias = splat(w[0]), w0 = splat(w[1]), w1 = splat(w[2]), w2 = splat(w[3]),
           w3 = splat(w[4]), w4 = splat(w[5]), w5 = splat(w[6]), w6 = splat(w[7]),
           w7 = splat(w[8]), w8 = splat(w[9]);
    vector left = load(x - row - 1), at = load(x - row), right = load(x - row + 1);
    vector above = bias + left * w0 + at * w1 + right * w2;
    left = load(x - 1), at = load(x), right = load(x + 1);
    vector below = bias + left * w0 + at * w1 + right * w2;
    above = above + left * w3 + at * w4 + right * w5;
    for (int r = 0; r < rows; r++) {
        x += row;
        left = load(x - 1), at = load(x), right = load(x + 1);
        vector sum = left * w6 + at * w7 + right * w8;
        store(y, activated(activation, above + sum, a1, a2));
        vector middle = left * w3 + at * w4 + right * w5;
        above = below + middle;
        below = bias + left * w0 + at * w1 + right * w2;
        y += row;
    }
}

/* Rows of a plane, whole vectors wide. */
INLINE void depthwise_rows(
        const struct depthwise *s, int activation, const float *x, float *y, const float *w,
        const float *a1, const float *a2) {
    long row = s->to.row, first = s->first_row * row;
    for (int lane = 0; lane < row; lane += WIDTH) {
        depthwise_column(x + first + lane, y + first + lane, row, s->rows, w, activation, a1, a2);
    }
}

#if WIDTH == 16
/*
 * 3x3 depthwise convolution of 7x7 pixels: the plane is four vectors of two rows. Neighbours to the
 * left and right are made by shifting registers, and the sums of the upper and lower row are
 * shifted by a row; loads would all be unaligned. Three times as fast as with them.
 */
#define SHIFTED(a, b, n)                                                                      \
    __builtin_shufflevector(                                                                  \
            a, b, (n), (n) + 1, (n) + 2, (n) + 3, (n) + 4, (n) + 5, (n) + 6, (n) + 7, (n) + 8, \
            (n) + 9, (n) + 10, (n) + 11, (n) + 12, (n) + 13, (n) + 14, (n) + 15)

INLINE void depthwise_7x7(
        const float *x, float *y, const float *w, int activation, const float *a1, const float *a2) {
    vector none = splat(0), at[6] = {none, load(x), load(x + 16), load(x + 32), load(x + 48), none};
    vector upper[6] = {none, none, none, none, none, none}, lower[6];
    vector middle[6];
    UNROLL
    for (int v = 1; v < 5; v++) {
        vector left = SHIFTED(at[v - 1], at[v], 15), right = SHIFTED(at[v], at[v + 1], 1);
        upper[v] = left * splat(w[1]) + at[v] * splat(w[2]) + right * splat(w[3]);
        middle[v] = splat(w[0]) + left * splat(w[4]) + at[v] * splat(w[5]) + right * splat(w[6]);
        lower[v] = left * splat(w[7]) + at[v] * splat(w[8]) + right * splat(w[9]);
    }
    lower[5] = none;
    UNROLL
    for (int v = 1; v < 5; v++) {
        vector sum = middle[v] + SHIFTED(upper[v - 1], upper[v], 8) + SHIFTED(lower[v], lower[v + 1], 8);
        store(y + 16 * (v - 1), activated(activation, sum, a1, a2));
    }
}
#endif

#define PACKED_TAPS 10 /* bias and weights of an output */
#define MAX_MULTIPLIER 16

static const int32_t NUMBERS[MAX_MULTIPLIER] = {0, 1, 2,  3,  4,  5,  6,  7,
                                                8, 9, 10, 11, 12, 13, 14, 15};

/* One output: the activation is decided once. */
INLINE void depthwise_by(
        int activation, const struct depthwise *s, const float *x, float *y, const float *w,
        const float *a1, const float *a2) {
#if WIDTH == 16
    if (s->to.row == 8) {
        depthwise_7x7(x, y, w, activation, a1, a2);
        return;
    }
#endif
    depthwise_rows(s, activation, x, y, w, a1, a2);
}

static __attribute__((noinline)) void depthwise_output(
        const struct depthwise *s, const float *x, float *y, const float *w, const float *a1) {
    switch (s->activation) {
        case DYNAMIC_RELU: depthwise_by(DYNAMIC_RELU, s, x, y, w, a1, a1 + s->second); break;
        case RELU6: depthwise_by(RELU6, s, x, y, w, 0, 0); break;
        default: depthwise_by(RELU, s, x, y, w, 0, 0); break;
    }
}

static void depthwise(const struct call *call, const struct depthwise *s, int image) {
    const float *x = call->scratch + s->x.offset + (long)image * s->x.image_stride;
    float *y = call->scratch + s->y.offset + (long)image * s->y.image_stride;
    const float *coefficients =
            call->scratch + s->coefficients.offset + (long)image * s->coefficients.image_stride;
    const float *packed = call->weights + s->weights;
    const int32_t *channels = (const int32_t *)(s + 1);
    for (int i = 0; i < s->inputs; i++) {
        for (int output = 0; output < s->multiplier; output++) {
            long channel = (long)channels[i] * s->multiplier + output;
            depthwise_output(s, x, y + channel * s->to.plane, packed, coefficients + channel);
            packed += PACKED_TAPS;
        }
        x += s->from.plane;
    }
}

/* The 9 neighbours of each pixel of a vector of the smaller map, in the larger map. */
INLINE void strided_taps(const float *a, const float *b, long row, vector *taps) {
    UNROLL
    for (int dy = 0; dy < 3; dy++) {
        const float *left = a + (dy - 1) * row, *right = b + (dy - 1) * row;
        taps[3 * dy] = evens(load(left - 1), load(right - 1));
        taps[3 * dy + 1] = evens(load(left), load(right));
        taps[3 * dy + 2] = odds(load(left), load(right));
    }
}

#define STRIDED (WIDTH == 8 ? 1 : 2) /* vectors together: each number of the weights is loaded once */

INLINE void strided_outputs(
        int outputs, int vectors, vector taps[][9], const float *packed, const struct finish *end, float *y,
        const int32_t *planes) {
    sums sum;
    UNROLL
    for (int o = 0; o < outputs; o++) {
        UNROLL
        for (int v = 0; v < vectors; v++) {
            sum[o][v] = splat(packed[o]);
        }
    }
    UNROLL
    for (int tap = 0; tap < 9; tap++) {
        UNROLL
        for (int o = 0; o < outputs; o++) {
            vector weight = splat(packed[outputs * (1 + tap) + o]);
            UNROLL
            for (int v = 0; v < vectors; v++) {
                sum[o][v] += taps[v][tap] * weight;
            }
        }
    }
    finish(outputs, vectors, sum, end, y, planes);
}

INLINE void strided(
        int outputs, int vectors, const float *a, long next, long other, long row,
        const float *packed, const struct finish *end, float *y, const int32_t *planes) {
    vector taps[STRIDED][9];
    UNROLL
    for (int v = 0; v < vectors; v++) {
        strided_taps(a + v * next, a + v * next + other, row, taps[v]);
    }
    strided_outputs(outputs, vectors, taps, packed, end, y, planes);
}

#define STRIDED_OF(outputs)                                                              \
    static __attribute__((noinline)) void strided_of_##outputs(                          \
            int vectors, const float *a, long next, long other, long row,                \
            const float *packed, const struct finish *end, float *y,                     \
            const int32_t *planes) {                                                     \
        if (vectors >= STRIDED) {                                                        \
            strided(outputs, STRIDED, a, next, other, row, packed, end, y, planes);      \
        } else {                                                                         \
            strided(outputs, 1, a, next, other, row, packed, end, y, planes);            \
        }                                                                                \
    }
STRIDED_OF(1)
STRIDED_OF(2)
STRIDED_OF(3)
STRIDED_OF(4)
STRIDED_OF(5)
STRIDED_OF(6)

typedef void (*strided_function)(
        int, const float *, long, long, long, const float *, const struct finish *, float *,
        const int32_t *);

static const strided_function STRIDED_TILES[] = {0,           strided_of_1, strided_of_2,
                                                 strided_of_3, strided_of_4, strided_of_5,
                                                 strided_of_6};

/* Where the pixels of a vector of the smaller map begin in the larger one. */
INLINE long twice(const struct depthwise *s, int lane) {
    return 2L * (lane / s->to.row) * s->from.row + 2 * (lane % s->to.row);
}

/*
 * Depthwise convolution with stride 2. The vectors of even and odd columns are made of two loads;
 * all outputs of an input use them. Where a row of the smaller map is half a vector, the other half
 * is the next row.
 */
static void depthwise_strided(const struct call *call, const struct depthwise *s, int image) {
    const float *x = call->scratch + s->x.offset + (long)image * s->x.image_stride;
    float *y = call->scratch + s->y.offset + (long)image * s->y.image_stride;
    const float *coefficients =
            call->scratch + s->coefficients.offset + (long)image * s->coefficients.image_stride;
    const float *packed = call->weights + s->weights;
    const int32_t *channels = (const int32_t *)(s + 1);
    int32_t planes[MAX_MULTIPLIER];
    for (int i = 0; i < s->multiplier; i++) {
        planes[i] = i * s->to.plane;
    }
    long other = s->to.row >= WIDTH ? WIDTH : 2 * s->from.row;
    int first_lane = s->first_row * s->to.row;
    int last_lane = (s->first_row + s->rows) * s->to.row;
    for (int i = 0; i < s->inputs; i++) {
        long channel = (long)channels[i] * s->multiplier;
        struct finish end = {s->activation, coefficients + channel, s->second, NUMBERS, 0, 0};
        for (int chunk = 0, from = 0; chunk < chunks_of(s->multiplier); chunk++) {
            int size = chunk_size(s->multiplier, chunk);
            float *to = y + channel * s->to.plane;
            for (int lane = first_lane; lane < last_lane; lane += STRIDED * WIDTH) {
                const float *a = x + twice(s, lane);
                long next = x + twice(s, lane + WIDTH) - a;
                STRIDED_TILES[size](
                        (last_lane - lane + WIDTH - 1) / WIDTH, a, next, other, s->from.row, packed, &end, to + lane, planes + from);
            }
            packed += size * PACKED_TAPS;
            from += size;
            end.channels += size;
        }
        x += s->from.plane;
    }
}

INLINE float hard_swish_of(float x) {
    float gate = x / 6 + 0.5f;
    gate = gate > 0 ? gate : 0;
    return x * (gate < 1 ? gate : 1);
}

static void mean(const struct call *call, const struct mean *s, int image) {
    const float *x = call->scratch + s->x.offset + (long)image * s->x.image_stride;
    float *y = call->scratch + s->y.offset + (long)image * s->y.image_stride;
    int lanes = lanes_of(&s->geometry);
    float pixels = (float)(s->geometry.resolution * s->geometry.resolution);
    for (int channel = 0; channel < s->channels; channel++) {
        vector total = splat(0);
        for (int lane = 0; lane < lanes; lane += WIDTH) {
            total += load(x + lane);
        }
        y[channel] = hard_swish_of(sum(total) / pixels);
        x += s->geometry.plane;
    }
}
