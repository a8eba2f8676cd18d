/*
 * Vectors of the instruction set that this compilation is for. All arithmetic on them is written
 * with the operators of GCC's and Clang's vector extension; the few operations that have none are
 * here.
 */
#include <stdint.h>

#if defined(__AVX512F__)
#include <immintrin.h>
#define WIDTH 16 /* floats in a vector */
#define TILE 4   /* vectors of pixels in a register block: 6 x 4 sums in 32 registers */
#elif defined(__AVX2__)
#include <immintrin.h>
#define WIDTH 8
#define TILE 2 /* 6 x 2 sums in 16 registers */
#else
#include <arm_neon.h>
#define WIDTH 4
#define TILE 4
#endif

#define VECTOR_BYTES (4 * WIDTH)
#define MAX_OUTPUTS 6 /* outputs in a register block */

typedef float vector __attribute__((vector_size(VECTOR_BYTES)));
typedef int32_t integers __attribute__((vector_size(VECTOR_BYTES)));
typedef uint32_t bits __attribute__((vector_size(VECTOR_BYTES)));
typedef float unaligned __attribute__((vector_size(VECTOR_BYTES), aligned(4), may_alias));
typedef float eight __attribute__((vector_size(32)));
typedef float unaligned_eight __attribute__((vector_size(32), aligned(4), may_alias));

#define INLINE static inline __attribute__((always_inline))

#if defined(__clang__)
#define UNROLL _Pragma("clang loop unroll(full)")
#define KEEP_LOOP _Pragma("clang loop unroll(disable)")
#else
#define UNROLL _Pragma("GCC unroll 16")
#define KEEP_LOOP
#endif

INLINE vector load(const float *from) { return *(const unaligned *)from; }

INLINE void store(float *to, vector value) { *(unaligned *)to = value; }

/* Whole vectors: both ranges end with room for one. The library has no C library to call. */
INLINE void copy_floats(float *to, const float *from, long count) {
    for (long i = 0; i < count; i += WIDTH) {
        store(to + i, load(from + i));
    }
}

INLINE vector splat(float value) {
#if WIDTH == 16
    return (vector)_mm512_set1_ps(value);
#elif WIDTH == 8
    return (vector)_mm256_set1_ps(value);
#else
    return (vector)vdupq_n_f32(value);
#endif
}

INLINE vector larger(vector a, vector b) {
#if WIDTH == 16
    return (vector)_mm512_max_ps((__m512)a, (__m512)b);
#elif WIDTH == 8
    return (vector)_mm256_max_ps((__m256)a, (__m256)b);
#else
    return (vector)vmaxq_f32((float32x4_t)a, (float32x4_t)b);
#endif
}

INLINE vector smaller(vector a, vector b) {
#if WIDTH == 16
    return (vector)_mm512_min_ps((__m512)a, (__m512)b);
#elif WIDTH == 8
    return (vector)_mm256_min_ps((__m256)a, (__m256)b);
#else
    return (vector)vminq_f32((float32x4_t)a, (float32x4_t)b);
#endif
}

INLINE vector clip(vector x, float low, float high) {
    return smaller(larger(x, splat(low)), splat(high));
}

INLINE float sum(vector x) {
#if WIDTH == 16
    return _mm512_reduce_add_ps((__m512)x);
#elif WIDTH == 8
    __m128 half = _mm_add_ps(_mm256_castps256_ps128((__m256)x), _mm256_extractf128_ps((__m256)x, 1));
    half = _mm_add_ps(half, _mm_movehl_ps(half, half));
    return _mm_cvtss_f32(_mm_add_ss(half, _mm_movehdup_ps(half)));
#else
    return vaddvq_f32((float32x4_t)x);
#endif
}

INLINE float largest(vector x) {
    float most = x[0];
    for (int i = 1; i < WIDTH; i++) {
        most = x[i] > most ? x[i] : most;
    }
    return most;
}

INLINE float root(float x) {
#if WIDTH == 4
    return vget_lane_f32(vsqrt_f32(vdup_n_f32(x)), 0);
#else
    return _mm_cvtss_f32(_mm_sqrt_ss(_mm_set_ss(x)));
#endif
}

/* The value where the mask is all ones, 0 where it is 0. */
INLINE vector where(integers mask, vector value) { return (vector)(mask & (integers)value); }

/* The lanes of even index of a, then those of b. */
INLINE vector evens(vector a, vector b) {
#if WIDTH == 16
    return __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
#elif WIDTH == 8
    return __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14);
#else
    return __builtin_shufflevector(a, b, 0, 2, 4, 6);
#endif
}

INLINE vector odds(vector a, vector b) {
#if WIDTH == 16
    return __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
#elif WIDTH == 8
    return __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15);
#else
    return __builtin_shufflevector(a, b, 1, 3, 5, 7);
#endif
}

/*
 * e^x for x up to 88, relative error 2e-7; below -87 about e^-87. x = n ln 2 + r, e^x = 2^n e^r; the
 * polynomial is that of Cephes. Adding 1.5 * 2^23 rounds to an integer, which then is in the low
 * bits.
 */
INLINE vector exponential(vector x) {
    x = clip(x, -87, 88);
    vector shifted = x * 1.442695041f + 12582912.0f;
    vector n = shifted - 12582912.0f;
    vector r = x - n * 0.693359375f + n * 2.12194440e-4f;
    vector p = r * 1.9875691500e-4f + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * (r * r) + r + 1.0f;
    bits power = (bits)shifted << 23; /* only the low bits of n are wanted */
    return (vector)((bits)p + power);
}
