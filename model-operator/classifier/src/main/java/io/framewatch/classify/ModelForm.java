package io.framewatch.classify;

/** The forms that a model can run in, the fastest first. */
public enum ModelForm {
    /** Kernels of our own, for Mobile-Former; see {@link io.framewatch.kernels.KernelModel}. */
    KERNELS,
    /** A graph for ONNX Runtime that is written for this processor and a few batch sizes. */
    TUNED,
    /** The graph as it is stored. */
    PORTABLE;

    /** Whether a model may run in this form if none faster than another one may. */
    boolean isWithin(ModelForm fastest) {
        return compareTo(fastest) >= 0;
    }
}
