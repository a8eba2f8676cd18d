/* The two bridges between feature map and tokens. Both are attention whose keys are given. */

/* Scores of up to 6 tokens with each pixel, to a plane of each token. */
INLINE void scores_of(
        int tokens, int vectors, const float *x, const int32_t *planes, int channels,
        const float *rows, long row, float *y, long y_plane) {
    sums sum;
    accumulate(tokens, vectors, x, planes, channels, 0, rows, 1, row, sum);
    UNROLL
    for (int t = 0; t < tokens; t++) {
        UNROLL
        for (int v = 0; v < vectors; v++) {
            store(y + t * y_plane + v * WIDTH, sum[t][v]);
        }
    }
}

#define SCORES_CASE(n)                                                                            \
    case n:                                                                                       \
        if (vectors == TILE) {                                                                    \
            scores_of(n, TILE, x, planes, channels, rows, row, y, y_plane);                       \
        } else {                                                                                  \
            for (int v = 0; v < vectors; v++) {                                                   \
                scores_of(                                                                        \
                        n, 1, x + v * WIDTH, planes, channels, rows, row, y + v * WIDTH, y_plane); \
            }                                                                                     \
        }                                                                                         \
        break;

static __attribute__((noinline)) void scores(
        int tokens, int vectors, const float *x, const int32_t *planes, int channels,
        const float *rows, long row, float *y, long y_plane) {
    for (int chunk = 0; chunk < chunks_of(tokens); chunk++) {
        int size = chunk_size(tokens, chunk);
        switch (size) {
            SCORES_CASE(1)
            SCORES_CASE(2)
            SCORES_CASE(3)
            SCORES_CASE(4)
            SCORES_CASE(5)
            SCORES_CASE(6)
        }
        rows += size * row;
        y += size * y_plane;
    }
}

#define LOWEST -3e38f

/* Masked scores of some vectors, and their largest so far. */
INLINE vector masked(float *scores, int vectors, const integers *masks, vector most) {
    for (int v = 0; v < vectors; v++) {
        vector score = load(scores + v * WIDTH);
        score = (vector)((integers)where(masks[v], score) | (integers)where(~masks[v], splat(LOWEST)));
        store(scores + v * WIDTH, score);
        most = larger(most, score);
    }
    return most;
}

/* Replaces the scores of a plane by exponentials, all but 0 in pads, and returns their sum. */
INLINE float exponentials(float *scores, int lanes, float most) {
    vector total = splat(0), shift = splat(most);
    for (int lane = 0; lane < lanes; lane += WIDTH) {
        vector power = exponential(load(scores + lane) - shift);
        store(scores + lane, power);
        total += power;
    }
    return sum(total);
}

/* Products of the planes of tokens and two channels, over all pixels. */
INLINE void seen_by(
        int tokens, const float *shares, long plane, const float *x, long x_plane, int lanes,
        float *y, long y_row) {
    vector first[MAX_OUTPUTS], second[MAX_OUTPUTS];
    UNROLL
    for (int t = 0; t < tokens; t++) {
        first[t] = second[t] = splat(0);
    }
    for (int lane = 0; lane < lanes; lane += WIDTH) {
        vector a = load(x + lane), b = load(x + x_plane + lane);
        UNROLL
        for (int t = 0; t < tokens; t++) {
            vector share = load(shares + t * plane + lane);
            first[t] += a * share;
            second[t] += b * share;
        }
    }
    UNROLL
    for (int t = 0; t < tokens; t++) {
        y[t * y_row] = sum(first[t]);
        y[t * y_row + 1] = sum(second[t]);
    }
}

static __attribute__((noinline)) void seen(
        int tokens, const float *shares, long plane, const float *x, long x_plane, int lanes,
        float *y, long y_row) {
    for (int chunk = 0; chunk < chunks_of(tokens); chunk++) {
        int size = chunk_size(tokens, chunk);
        switch (size) {
            case 1: seen_by(1, shares, plane, x, x_plane, lanes, y, y_row); break;
            case 2: seen_by(2, shares, plane, x, x_plane, lanes, y, y_row); break;
            case 3: seen_by(3, shares, plane, x, x_plane, lanes, y, y_row); break;
            case 4: seen_by(4, shares, plane, x, x_plane, lanes, y, y_row); break;
            case 5: seen_by(5, shares, plane, x, x_plane, lanes, y, y_row); break;
            case 6: seen_by(6, shares, plane, x, x_plane, lanes, y, y_row); break;
        }
        shares += size * plane;
        y += size * y_row;
    }
}

static void mobile_to_former(const struct call *call, const struct mobile_to_former *s, int image) {
    const float *x = call->scratch + s->x.offset + (long)image * s->x.image_stride;
    const float *queries =
            call->scratch + s->queries.offset + (long)image * s->queries.image_stride;
    float *y = call->scratch + s->y.offset + (long)image * s->y.image_stride;
    float *room = call->scratch + s->scores.offset;
    const int32_t *planes = (const int32_t *)(s + 1);
    long plane = s->geometry.plane;
    int lanes = lanes_of(&s->geometry), width = s->channels / s->heads;
    integers masks[MASKS];
    float totals[MAX_TOKENS];
    vector most[MAX_TOKENS];
    pixel_masks(&s->geometry, masks);
    for (int head = 0; head < s->heads; head++) {
        for (int t = 0; t < s->tokens; t++) {
            most[t] = splat(LOWEST);
        }
        for (int lane = 0, vectors; lane < lanes; lane += vectors * WIDTH) {
            vectors = next_vectors((lanes - lane) / WIDTH);
            const integers *mask = masks + lane % MASK_LANES / WIDTH;
            scores(s->tokens, vectors, x + lane, planes, width, queries, s->row, room + lane, plane);
            for (int t = 0; t < s->tokens; t++) {
                most[t] = masked(room + t * plane + lane, vectors, mask, most[t]);
            }
        }
        for (int t = 0; t < s->tokens; t++) {
            totals[t] = exponentials(room + t * plane, lanes, largest(most[t]));
        }
        for (int c = 0; c < width; c += 2) {
            seen(s->tokens, room, plane, x + c * plane, plane, lanes, y + c, s->y_row);
        }
        for (int t = 0; t < s->tokens; t++) {
            const float *gates = queries + t * (long)s->row + s->channels;
            for (int c = 0; c < width; c++) {
                float gate = gates[c] > 0 ? gates[c] : 0;
                y[t * (long)s->y_row + c] *= (gate < 2 ? gate : 2) / totals[t];
            }
        }
        x += width * plane;
        y += width;
        queries += width;
    }
}

/* Softmax over tokens for each pixel, in place. */
INLINE void softmax_of_tokens(float *scores, int tokens, int vectors) {
    for (int v = 0; v < vectors; v++) {
        float *at = scores + v * WIDTH;
        vector most = load(at), total = splat(0);
        for (int t = 1; t < tokens; t++) {
            most = larger(most, load(at + t * TILE * WIDTH));
        }
        for (int t = 0; t < tokens; t++) {
            vector power = exponential(load(at + t * TILE * WIDTH) - most);
            store(at + t * TILE * WIDTH, power);
            total += power;
        }
        vector factor = splat(1) / total;
        for (int t = 0; t < tokens; t++) {
            store(at + t * TILE * WIDTH, load(at + t * TILE * WIDTH) * factor);
        }
    }
}

/* Adds values by share to two planes. */
INLINE void add_values(
        int vectors, const float *shares, int tokens, const float *values, long row, float *x,
        long plane, const integers *masks) {
    vector first[TILE], second[TILE];
    UNROLL
    for (int v = 0; v < vectors; v++) {
        first[v] = second[v] = splat(0);
    }
    for (int t = 0; t < tokens; t++) {
        vector a = splat(values[t * row]), b = splat(values[t * row + 1]);
        UNROLL
        for (int v = 0; v < vectors; v++) {
            vector share = load(shares + (t * TILE + v) * WIDTH);
            first[v] += share * a;
            second[v] += share * b;
        }
    }
    UNROLL
    for (int v = 0; v < vectors; v++) {
        float *to = x + v * WIDTH;
        store(to, where(masks[v], load(to) + first[v]));
        store(to + plane, where(masks[v], load(to + plane) + second[v]));
    }
}

static void former_to_mobile(const struct call *call, const struct former_to_mobile *s, int image) {
    float *x = call->scratch + s->x.offset + (long)image * s->x.image_stride;
    const float *keys = call->scratch + s->keys.offset + (long)image * s->keys.image_stride;
    const int32_t *planes = (const int32_t *)(s + 1);
    long plane = s->geometry.plane;
    int lanes = lanes_of(&s->geometry), width = s->channels / s->heads;
    integers masks[MASKS];
    vector room[MAX_TOKENS * TILE];
    float *shares = (float *)room;
    pixel_masks(&s->geometry, masks);
    for (int lane = 0, vectors; lane < lanes; lane += vectors * WIDTH) {
        vectors = next_vectors((lanes - lane) / WIDTH);
        const integers *mask = masks + lane % MASK_LANES / WIDTH;
        for (int head = 0; head < s->heads; head++) {
            float *from = x + head * width * plane + lane;
            const float *values = keys + s->channels;
            int at = head * width;
            scores(s->tokens, vectors, from, planes, width, keys + at, s->row, shares, TILE * WIDTH);
            softmax_of_tokens(shares, s->tokens, vectors);
            for (int c = 0; c < width; c += 2) {
                float *to = from + c * plane;
                if (vectors == TILE) {
                    add_values(TILE, shares, s->tokens, values + at + c, s->row, to, plane, mask);
                    continue;
                }
                for (int v = 0; v < vectors; v++) {
                    add_values(1, shares + v * WIDTH, s->tokens, values + at + c, s->row,
                               to + v * WIDTH, plane, mask + v);
                }
            }
        }
    }
}
