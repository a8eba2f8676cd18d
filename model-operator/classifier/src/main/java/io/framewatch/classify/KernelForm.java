package io.framewatch.classify;

import io.framewatch.kernels.Instructions;
import io.framewatch.kernels.KernelLibrary;
import io.framewatch.kernels.KernelModel;
import java.util.List;
import java.util.Optional;

/**
 * Kernels of our own.
 *
 * @param kernels makes them
 */
record KernelForm(Kernels kernels) implements FasterForm {

    private static final List<Integer> COMPARED_BATCHES = List.of(1, 2, 3, Reference.IMAGES);

    /** The source of models on kernels. */
    interface Kernels {

        /** The instructions that they can use in this process, best first. */
        List<Instructions> instructions();

        /** Why there are none in this process. */
        Optional<String> problem();

        /**
         * Loads a stored graph.
         *
         * @return empty if it is no network that the kernels know
         */
        Optional<Inference> of(ModelManifest manifest, byte[] stored, Instructions instructions);
    }

    /** Those of the native library. */
    static KernelForm ofLibrary() {
        return new KernelForm(
                new Kernels() {
                    @Override
                    public List<Instructions> instructions() {
                        return KernelLibrary.instructions();
                    }

                    @Override
                    public Optional<String> problem() {
                        return KernelLibrary.problem();
                    }

                    @Override
                    public Optional<Inference> of(
                            ModelManifest manifest, byte[] stored, Instructions instructions) {
                        return KernelModel.of(stored, instructions)
                                .map(model -> KernelInference.of(manifest, model));
                    }
                });
    }

    @Override
    public OpenedForm open(
            ModelManifest manifest, byte[] stored, ClassifierOptions options, Reference reference) {
        Instructions instructions = instructions(options);
        Inference inference =
                kernels.of(manifest, stored, instructions)
                        .orElseThrow(
                                () -> new IllegalStateException("kernels do not know its network"));
        try {
            for (int batch : COMPARED_BATCHES) {
                reference.requireSame(inference, batch, "form on kernels");
            }
            return new OpenedForm(inference, ModelForm.KERNELS, "on kernels for " + instructions);
        } catch (RuntimeException e) {
            inference.close();
            throw e;
        }
    }

    private Instructions instructions(ClassifierOptions options) {
        return kernels.instructions().stream()
                .filter(options.instructions()::contains)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(whyNone(options)));
    }

    private String whyNone(ClassifierOptions options) {
        return kernels.problem()
                .orElseGet(
                        () ->
                                "kernels can use %s here, not %s"
                                        .formatted(kernels.instructions(), options.instructions()));
    }
}
