/*
 * Replays recorded calls of the kernels outside of the JVM, where sanitizers, valgrind and emulators see every access:
 * replay FILE...
 * Each buffer has exactly the size that Java gives it. A file is int32 in the byte order of this machine: set of
 * instructions, lengths of weights, scratch, pixels, logits and embeddings, images, whether outputs are expected, number
 * of plans; then weights, pixels, if expected logits and embeddings, and of each plan its length and the plan. Ends with 1 if outputs differ by more than 1e-4 of
 * the largest. A file for instructions that this processor lacks is passed over.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernels.h"
#include "processor.h"

#define TOLERANCE 1e-4f
#define PAGE 4096 /* the alignment that Java gives */

struct header {
    int32_t instructions, weights, scratch, pixels, logits, embeddings, images, expected, plans;
};

static void die(const char *file, const char *problem)
{
    fprintf(stderr, "%s: %s\n", file, problem);
    exit(1);
}

static void *allocate(size_t bytes)
{
    void *memory;
    if (posix_memalign(&memory, PAGE, bytes) != 0) {
        die("replay", "no memory");
    }
    return memory;
}

static void *read_all(FILE *from, const char *file, size_t bytes)
{
    void *memory = allocate(bytes);
    if (fread(memory, 1, bytes, from) != bytes) {
        die(file, "ends too early");
    }
    return memory;
}

static void run(const struct call *call, int32_t instructions)
{
    switch (instructions) {
#if defined(__x86_64__)
    case AVX512:
        framewatch_run_avx512(call);
        break;
    case AVX2:
        framewatch_run_avx2(call);
        break;
#elif defined(__aarch64__)
    case NEON:
        framewatch_run_neon(call);
        break;
#endif
    }
}

/* The largest, relative to the largest expected value. */
static float difference(const float *actual, const float *expected, int32_t length)
{
    float largest = 1e-30f, difference = 0;
    for (int32_t i = 0; i < length; i++) {
        float absolute = expected[i] < 0 ? -expected[i] : expected[i];
        float apart = actual[i] < expected[i] ? expected[i] - actual[i] : actual[i] - expected[i];
        largest = absolute > largest ? absolute : largest;
        if (!(apart <= difference)) {
            difference = apart;
        }
        if (apart != apart) {
            return apart;
        }
    }
    return difference / largest;
}

/* Twice: a call must not depend on what the one before left in scratch. */
static void run_plan(FILE *from, const char *file, struct call call, const struct header *h)
{
    if (fread(&call.steps, sizeof call.steps, 1, from) != 1) {
        die(file, "ends too early");
    }
    int32_t *plan = read_all(from, file, 4 * (size_t)call.steps);
    call.plan = plan;
    call.scratch = allocate(4 * (size_t)h->scratch);
    memset(call.scratch, 0, 4 * (size_t)h->scratch);
    run(&call, h->instructions);
    call.embeddings = NULL;
    run(&call, h->instructions);
    free(call.scratch);
    free(plan);
}

static void replay(FILE *from, const char *file)
{
    struct header h;
    if (fread(&h, sizeof h, 1, from) != 1) {
        die(file, "has no header");
    }
    if (!(framewatch_available_instructions() & 1 << h.instructions)) {
        printf("%s: not for this processor\n", file);
        return;
    }
    float *weights = read_all(from, file, 4 * (size_t)h.weights);
    uint8_t *pixels = read_all(from, file, (size_t)h.pixels);
    float *expected_logits = h.expected ? read_all(from, file, 4 * (size_t)h.logits) : NULL;
    float *expected_embeddings = h.expected ? read_all(from, file, 4 * (size_t)h.embeddings) : NULL;
    float *logits = allocate(4 * (size_t)h.logits), *embeddings = allocate(4 * (size_t)h.embeddings);
    struct call call = {NULL, 0, weights, NULL, pixels, h.images, logits, embeddings};
    for (int32_t plan = 0; plan < h.plans; plan++) {
        if (!h.expected) {
            fprintf(stderr, "plan %d\n", plan);
        }
        run_plan(from, file, call, &h);
    }
    if (h.expected) {
        float of_logits = difference(logits, expected_logits, h.logits);
        float of_embeddings = difference(embeddings, expected_embeddings, h.embeddings);
        printf("%s: logits differ by %.1e, embeddings by %.1e\n", file, (double)of_logits, (double)of_embeddings);
        if (!(of_logits <= TOLERANCE && of_embeddings <= TOLERANCE)) {
            die(file, "outputs differ");
        }
    }
    free(weights);
    free(pixels);
    free(expected_logits);
    free(expected_embeddings);
    free(logits);
    free(embeddings);
}

int main(int count, char **files)
{
    for (int i = 1; i < count; i++) {
        FILE *from = fopen(files[i], "rb");
        if (from == NULL) {
            die(files[i], "cannot be read");
        }
        replay(from, files[i]);
        fclose(from);
    }
    return 0;
}
