/*
 * The first convolution: 3x3, stride 2, from bytes. Each row of the image becomes floats once, the
 * mean subtracted, each colour's even and odd columns apart: then the convolution reads whole
 * vectors. Three rows are kept. The convolution is the register block over 27 neighbours.
 */

#define IMAGE_SIDE 224
#define HALF_SIDE 112
#define PHASE 128                  /* floats of the even or odd columns of a row, 16 of them zero before */
#define COLOUR (2 * PHASE)         /* odd columns, then even ones */
#define IMAGE_ROW (3 * COLOUR)     /* floats of a row of the image */
#define STEM_ROOM (3 * IMAGE_ROW)  /* rows: even, odd, odd */

typedef uint8_t bytes __attribute__((vector_size(16)));
typedef uint8_t unaligned_bytes __attribute__((vector_size(16), aligned(1), may_alias));
typedef uint8_t eight_bytes __attribute__((vector_size(8)));

/* Where byte i of 48 is, when the first 32 bytes have been reduced to 16 by FIRST. */
#define FIRST(i, to) ((i) < 32 ? (i) : 0)
#define SECOND(i, to) ((i) < 32 ? (to) : (i) - 16)
#define EVENS_THEN_ODDS(place, c)                                                                  \
    place(c, 0), place(c + 6, 1), place(c + 12, 2), place(c + 18, 3), place(c + 24, 4),            \
            place(c + 30, 5), place(c + 36, 6), place(c + 42, 7), place(c + 3, 8),                 \
            place(c + 9, 9), place(c + 15, 10), place(c + 21, 11), place(c + 27, 12),              \
            place(c + 33, 13), place(c + 39, 14), place(c + 45, 15)

/* One colour of 16 pixels: those of even columns, then those of odd columns. */
#define COLOUR_OF(c, a, b, third)                                                       \
    __builtin_shufflevector(                                                            \
            __builtin_shufflevector(a, b, EVENS_THEN_ODDS(FIRST, c)), third,            \
            EVENS_THEN_ODDS(SECOND, c))

INLINE void store_columns(bytes colour, float mean, float *odd, float *even) {
    eight_bytes low = __builtin_shufflevector(colour, colour, 0, 1, 2, 3, 4, 5, 6, 7);
    eight_bytes high = __builtin_shufflevector(colour, colour, 8, 9, 10, 11, 12, 13, 14, 15);
    *(unaligned_eight *)even = __builtin_convertvector(low, eight) - mean;
    *(unaligned_eight *)odd = __builtin_convertvector(high, eight) - mean;
}

INLINE void stem_row(const uint8_t *pixels, const float *means, float *row) {
    for (int i = 0; i < HALF_SIDE; i += 8) {
        bytes a = *(const unaligned_bytes *)(pixels + 6 * i);
        bytes b = *(const unaligned_bytes *)(pixels + 6 * i + 16);
        bytes c = *(const unaligned_bytes *)(pixels + 6 * i + 32);
        float *odd = row + 16 + i;
        store_columns(COLOUR_OF(0, a, b, c), means[0], odd, odd + PHASE);
        store_columns(COLOUR_OF(1, a, b, c), means[1], odd + COLOUR, odd + COLOUR + PHASE);
        store_columns(COLOUR_OF(2, a, b, c), means[2], odd + 2 * COLOUR, odd + 2 * COLOUR + PHASE);
    }
}

/* Offsets of the 27 neighbours of a pixel whose upper and lower row are in these places. */
INLINE void stem_taps(int above, int below, int32_t *taps) {
    int rows[] = {above, 0, below};
    for (int colour = 0; colour < 3; colour++) {
        for (int dy = 0; dy < 3; dy++) {
            int odd = rows[dy] * IMAGE_ROW + colour * COLOUR + 16;
            int32_t *at = taps + 9 * colour + 3 * dy;
            at[0] = odd - 1;
            at[1] = odd + PHASE;
            at[2] = odd;
        }
    }
}

static void stem(const struct call *call, const struct stem *s, int image) {
    const uint8_t *pixels = call->pixels + (long)image * IMAGE_SIDE * IMAGE_SIDE * 3;
    float *rows = call->scratch + s->rows.offset;
    float *y = call->scratch + s->y.offset + (long)image * s->y.image_stride;
    const float *means = call->weights + s->weights;
    int32_t taps[2][27], planes[128];
    stem_taps(2, 1, taps[0]);
    stem_taps(1, 2, taps[1]);
    for (int i = 0; i < s->outputs; i++) {
        planes[i] = i * s->geometry.plane;
    }
    for (int i = 0; s->first_row == 0 && i < IMAGE_ROW; i += WIDTH) {
        store(rows + 2 * IMAGE_ROW + i, splat(0)); /* the row above the image */
    }
    struct finish end = {RELU6, 0, 0, planes, 0, 0};
    for (int row = s->first_row, last = row + s->count; row < last; row++) {
        stem_row(pixels + 2L * row * IMAGE_SIDE * 3, means, rows);
        stem_row(pixels + (2L * row + 1) * IMAGE_SIDE * 3, means, rows + (1 + row % 2) * IMAGE_ROW);
        float *to = y + row * s->geometry.row;
        for (int lane = 0, vectors; lane < HALF_SIDE; lane += vectors * WIDTH) {
            int left = (HALF_SIDE - lane) / WIDTH;
            vectors = left >= TILE ? TILE : left;
            tiles(s->outputs, vectors, rows + lane, taps[row % 2], 27, means + 3, end, to + lane,
                  planes);
        }
    }
}
