/* The token path: small matrices whose rows are the tokens of all images of the batch. */

#define MAX_TOKENS 32

/* erf by Abramowitz and Stegun 7.1.26, absolute error 1.5e-7; GELU is x / 2 (1 + erf(x / sqrt 2)). */
INLINE vector gelu(vector x) {
    vector magnitude = larger(x, -x);
    vector z = magnitude * 0.70710678f;
    vector t = splat(1) / (z * 0.3275911f + 1.0f);
    vector p = t * 1.061405429f - 1.453152027f;
    p = p * t + 1.421413741f;
    p = p * t - 0.284496736f;
    p = p * t + 0.254829592f;
    vector erf = 1.0f - p * t * exponential(-z * z);
    return (x + magnitude * erf) * 0.5f;
}

INLINE vector activated_row(int activation, vector x) {
    switch (activation) {
        case RELU:
            return larger(x, splat(0));
        case GELU:
            return gelu(x);
        case HARD_SWISH:
            return x * clip(x * (1 / 6.0f) + 0.5f, 0, 1);
        case CLIP_0_2:
            return clip(x, 0, 2);
        case CLIP_1_1:
            return clip(x, -1, 1);
        default:
            return x;
    }
}

/* Some rows of x times one panel of the matrix: TILE vectors of outputs. */
INLINE void panel(
        int rows, const float *x, long x_row, int inputs, const float *packed,
        int activation, float *y, long y_row) {
    sums sum;
    UNROLL
    for (int r = 0; r < rows; r++) {
        UNROLL
        for (int v = 0; v < TILE; v++) {
            sum[r][v] = load(packed + v * WIDTH);
        }
    }
    for (int i = 0; i < inputs; i++) {
        packed += TILE * WIDTH;
        vector weights[TILE];
        UNROLL
        for (int v = 0; v < TILE; v++) {
            weights[v] = load(packed + v * WIDTH);
            if (rows > 3) { /* with fewer the loads alone use all of the bandwidth */
                __builtin_prefetch(packed + v * WIDTH + 4 * WEIGHTS_AHEAD);
            }
        }
        UNROLL
        for (int r = 0; r < rows; r++) {
            vector value = splat(x[r * x_row + i]);
            UNROLL
            for (int v = 0; v < TILE; v++) {
                sum[r][v] += weights[v] * value;
            }
        }
    }
    UNROLL
    for (int r = 0; r < rows; r++) {
        UNROLL
        for (int v = 0; v < TILE; v++) {
            store(y + r * y_row + v * WIDTH, activated_row(activation, sum[r][v]));
        }
    }
}

#define PANEL_OF(rows)                                                                      \
    static __attribute__((noinline)) void panel_of_##rows(                                  \
            const float *x, long x_row, int inputs, const float *packed, int activation,    \
            float *y, long y_row) {                                                         \
        panel(rows, x, x_row, inputs, packed, activation, y, y_row);                        \
    }
PANEL_OF(1)
PANEL_OF(2)
PANEL_OF(3)
PANEL_OF(4)
PANEL_OF(5)
PANEL_OF(6)

typedef void (*panel_function)(
        const float *, long, int, const float *, int, float *, long);

static const panel_function PANELS[] = {0,          panel_of_1, panel_of_2, panel_of_3,
                                        panel_of_4, panel_of_5, panel_of_6};

/*
 * A linear layer: a panel of the matrix stays in the cache while all rows pass. Weights are read
 * once a batch, from the third-level cache or memory. With one row that is the bound (the last two
 * layers of 26m at one image: 109 GB/s, where reads of that cache reach 106), with 24 rows it is
 * arithmetic (102 to 106 of 132 GMAC/s).
 */
static void linear(const struct call *call, const struct linear *s) {
    int rows = call->images * s->rows_of_image;
    const float *packed = call->weights + s->weights;
    int chunks = chunks_of(rows);
    for (int p = 0; p < s->panels; p++) {
        const float *x = call->scratch + s->x;
        float *y = call->scratch + s->y + (long)p * TILE * WIDTH;
        for (int chunk = 0; chunk < chunks; chunk++) {
            int size = chunk_size(rows, chunk);
            PANELS[size](x, s->x_row, s->inputs, packed, s->activation, y, s->y_row);
            x += (long)size * s->x_row;
            y += (long)size * s->y_row;
        }
        packed += (1L + s->inputs) * TILE * WIDTH;
    }
}

static void add_and_norm(const struct call *call, const struct add_and_norm *s) {
    int rows = call->images * s->rows_of_image;
    const float *scale = call->weights + s->weights, *shift = scale + s->width;
    for (int r = 0; r < rows; r++) {
        const float *z = call->scratch + s->z + (long)r * s->width;
        const float *update = call->scratch + s->update + (long)r * s->update_row;
        float *y = call->scratch + s->y + (long)r * s->width;
        vector total = splat(0), squares = splat(0);
        for (int i = 0; i < s->width; i += WIDTH) {
            vector value = load(z + i) + load(update + i);
            store(y + i, value);
            total += value;
        }
        float mean = sum(total) / (float)s->width;
        for (int i = 0; i < s->width; i += WIDTH) {
            vector value = load(y + i) - mean;
            squares += value * value;
        }
        float factor = 1 / root(sum(squares) / (float)s->width + 1e-5f);
        for (int i = 0; i < s->width; i += WIDTH) {
            vector value = (load(y + i) - mean) * factor;
            store(y + i, value * load(scale + i) + load(shift + i));
        }
    }
}

/* Shares of scores: softmax over tokens. The room behind the scores is filled with them. */
INLINE void softmax_of_few(float *scores, int count) {
    float most = scores[0], total = 0;
    for (int i = 1; i < count; i++) {
        most = scores[i] > most ? scores[i] : most;
    }
    for (int i = 0; i < count; i += WIDTH) {
        store(scores + i, exponential(load(scores + i) - most));
    }
    for (int i = 0; i < count; i++) {
        total += scores[i];
    }
    for (int i = 0; i < count; i++) {
        scores[i] /= total;
    }
}

/* One head of one token: scores with all tokens, then the sum of these tokens by share. */
INLINE void attend(const float *query, const float *z, float *y, const struct self_attention *s) {
    float shares[MAX_TOKENS + WIDTH] = {0};
    long z_row = (long)s->heads * s->width;
    for (int t = 0; t < s->tokens; t++) {
        vector total = splat(0);
        for (int i = 0; i < s->width; i += WIDTH) {
            total += load(query + i) * load(z + t * z_row + i);
        }
        shares[t] = sum(total);
    }
    softmax_of_few(shares, s->tokens);
    for (int i = 0; i < s->width; i += WIDTH) {
        vector seen = splat(0);
        for (int t = 0; t < s->tokens; t++) {
            seen += load(z + t * z_row + i) * shares[t];
        }
        store(y + i, seen);
    }
}

static void self_attention(const struct call *call, const struct self_attention *s, int image) {
    const float *queries =
            call->scratch + s->queries.offset + (long)image * s->queries.image_stride;
    const float *z = call->scratch + s->z.offset + (long)image * s->z.image_stride;
    float *y = call->scratch + s->y.offset + (long)image * s->y.image_stride;
    for (int t = 0; t < s->tokens; t++) {
        for (int head = 0; head < s->heads; head++) {
            int at = head * s->width;
            attend(queries + (long)t * s->queries_row + at, z + at, y + (long)t * s->y_row + at, s);
        }
    }
}
