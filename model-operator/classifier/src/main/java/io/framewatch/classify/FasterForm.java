package io.framewatch.classify;

/** A form of a model that is faster than the stored one. */
interface FasterForm {

    /**
     * Loads the model in this form and compares it with the stored one.
     *
     * @param options how the model is loaded
     * @return the model; the caller closes it
     * @throws RuntimeException if the model or the processor has no such form, or its results
     *     differ; the message is the reason
     */
    OpenedForm open(
            ModelManifest manifest, byte[] stored, ClassifierOptions options, Reference reference);
}
