package io.framewatch.classify;

import io.framewatch.kernels.Instructions;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Kernels that know the {@link TestingModel}. Tests overwrite fields. */
final class TestingKernels implements KernelForm.Kernels {

    List<Instructions> instructions = List.of(Instructions.AVX512, Instructions.AVX2);
    Optional<String> problem = Optional.empty();
    boolean known = true;
    float factor = 0.1f;
    int closed;

    @Override
    public List<Instructions> instructions() {
        return instructions;
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }

    @Override
    public Optional<Inference> of(
            ModelManifest manifest, byte[] stored, Instructions instructions) {
        return known ? Optional.of(inference(manifest)) : Optional.empty();
    }

    private Inference inference(ModelManifest manifest) {
        TestingModel model = new TestingModel();
        model.factor = factor;
        try {
            ModelSession session = ModelSession.open(manifest, model.graph());
            return new Inference() {
                @Override
                public void run(ByteBuffer pixels, int images, Outputs outputs) {
                    session.run(pixels, images, outputs);
                }

                @Override
                public int embeddingLength() {
                    return session.embeddingLength();
                }

                @Override
                public void close() {
                    closed++;
                    session.close();
                }
            };
        } catch (InvalidModelException e) {
            throw new IllegalStateException(e);
        }
    }
}
