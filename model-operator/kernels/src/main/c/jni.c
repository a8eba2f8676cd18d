/* What Java calls: io.framewatch.kernels.Native. Sizes are checked in Java before the call. */
#include <jni.h>
#include <sys/mman.h>

#include "kernels.h"
#include "processor.h"

JNIEXPORT jint JNICALL
Java_io_framewatch_kernels_Native_availableInstructions(JNIEnv *env, jclass type)
{
    (void)env;
    (void)type;
    return framewatch_available_instructions();
}

/* Zeroed memory that starts at a page; null if the system has none. */
JNIEXPORT jobject JNICALL
Java_io_framewatch_kernels_Native_allocate(JNIEnv *env, jclass type, jlong bytes)
{
    (void)type;
    void *memory = mmap(NULL, (size_t)bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? NULL : (*env)->NewDirectByteBuffer(env, memory, bytes);
}

JNIEXPORT void JNICALL
Java_io_framewatch_kernels_Native_free(JNIEnv *env, jclass type, jobject memory)
{
    (void)type;
    munmap((*env)->GetDirectBufferAddress(env, memory),
           (size_t)(*env)->GetDirectBufferCapacity(env, memory));
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
