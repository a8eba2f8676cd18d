/* What Java calls: io.framewatch.kernels.Native. Sizes are checked in Java before the call. */
#include <jni.h>

#include "kernels.h"
#include "processor.h"

JNIEXPORT jint JNICALL
Java_io_framewatch_kernels_Native_availableInstructions(JNIEnv *env, jclass type)
{
    (void)env;
    (void)type;
    return framewatch_available_instructions();
}

static void *address(JNIEnv *env, jobject buffer)
{
    return buffer == NULL ? NULL : (*env)->GetDirectBufferAddress(env, buffer);
}

JNIEXPORT void JNICALL
Java_io_framewatch_kernels_Native_run(JNIEnv *env, jclass type, jobject plan, jobject weights,
                                      jobject scratch, jobject pixels, jint images, jobject logits,
                                      jobject embeddings, jint instructions)
{
    (void)type;
    struct call call = {
        .plan = address(env, plan),
        .steps = (int32_t)((*env)->GetDirectBufferCapacity(env, plan) / (jlong)sizeof(int32_t)),
        .weights = address(env, weights),
        .scratch = address(env, scratch),
        .pixels = address(env, pixels),
        .images = images,
        .logits = address(env, logits),
        .embeddings = address(env, embeddings),
    };
    switch (instructions) {
#if defined(__x86_64__)
    case AVX512:
        framewatch_run_avx512(&call);
        break;
    case AVX2:
        framewatch_run_avx2(&call);
        break;
#elif defined(__aarch64__)
    case NEON:
        framewatch_run_neon(&call);
        break;
#endif
    default: /* Java asks for available instructions alone */
        break;
    }
}
