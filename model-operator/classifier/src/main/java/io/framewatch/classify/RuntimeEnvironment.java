package io.framewatch.classify;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;

/**
 * ONNX Runtime's environment, one for this JVM and all its life.
 *
 * <p>While it is created, the runtime matches the command line of the process with a regular
 * expression (a step of its telemetry) that takes about 400 bytes of stack for each character. The
 * stack of an ordinary thread overflows at 3,500 characters, which a class path easily has, and the
 * process dies without a word. So it is created on a thread with room for any command line.
 *
 * @see <a href="https://github.com/vespa-engine/vespa/pull/37786">the same crash in Vespa</a>
 */
final class RuntimeEnvironment {

    private static final long STACK_BYTES = 1L << 30;

    private static boolean created;

    private RuntimeEnvironment() {}

    /** The environment; it is never closed. */
    static synchronized OrtEnvironment get() throws OrtException {
        if (!created) {
            create();
            OrtEnvironment.getEnvironment().setTelemetry(false);
            created = true;
        }
        return OrtEnvironment.getEnvironment();
    }

    private static void create() {
        Thread creator =
                new Thread(null, OrtEnvironment::getEnvironment, "onnxruntime-start", STACK_BYTES);
        creator.start();
        try {
            creator.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while ONNX Runtime started", e);
        }
    }
}
