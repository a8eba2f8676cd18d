package io.framewatch.classify;

/** What sessions run on. */
public final class Runtimes {

    private Runtimes() {}

    /**
     * The version of ONNX Runtime.
     *
     * @throws LinkageError if its native library does not load
     */
    public static String version() {
        return ModelSession.runtimeVersion();
    }
}
