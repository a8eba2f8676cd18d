#include "processor.h"

#if defined(__x86_64__)

#include <cpuid.h>
#include <stdbool.h>

/* Bits of the register XCR0: the state that the operating system saves. */
#define SAVES_YMM 0x06u /* xmm, upper halves of ymm */
#define SAVES_ZMM 0xe6u /* these, masks, upper halves of zmm, zmm16 to zmm31 */

static uint32_t saved_state(void)
{
    uint32_t low, high;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return low;
}

static bool has(uint32_t value, uint32_t bits)
{
    return (value & bits) == bits;
}

/* Asks for exactly the features that `build` compiles with. */
int32_t framewatch_available_instructions(void)
{
    uint32_t a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !has(c, bit_OSXSAVE | bit_AVX | bit_FMA)) {
        return 0;
    }
    uint32_t saved = saved_state();
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !has(b, bit_AVX2) || !has(saved, SAVES_YMM)) {
        return 0;
    }
    bool wide = has(b, bit_AVX512F | bit_AVX512VL | bit_AVX512BW | bit_AVX512DQ) && has(saved, SAVES_ZMM);
    return 1 << AVX2 | (wide ? 1 << AVX512 : 0);
}

#elif defined(__aarch64__)

/* Every 64-bit ARM processor has NEON. */
int32_t framewatch_available_instructions(void)
{
    return 1 << NEON;
}

#endif
