package io.framewatch.classify;

import io.framewatch.classify.ModelInput.Layout;
import io.framewatch.classify.ModelInput.Type;
import io.framewatch.kernels.KernelModel;
import java.nio.ByteBuffer;

/** A model on kernels of our own, for batches of any size. */
final class KernelInference implements Inference {

    private final KernelModel model;
    private final boolean embeds;

    private KernelInference(KernelModel model, boolean embeds) {
        this.model = model;
        this.embeds = embeds;
    }

    /**
     * Takes over a model and closes it, at once if it is not what the manifest says.
     *
     * @throws IllegalStateException if it is not
     */
    static KernelInference of(ModelManifest manifest, KernelModel model) {
        ModelInput input = manifest.input();
        if (input.type() != Type.UINT8 || input.layout() != Layout.NHWC) {
            model.close();
            throw new IllegalStateException("kernels take uint8 NHWC only");
        }
        if (model.classes() != manifest.labels().size()) {
            model.close();
            throw new IllegalStateException(
                    "kernels give %d logits for %d labels"
                            .formatted(model.classes(), manifest.labels().size()));
        }
        return new KernelInference(model, manifest.outputs().embedding() != null);
    }

    @Override
    public void run(ByteBuffer pixels, int images, Outputs outputs) {
        model.run(pixels, images, outputs.logits(), outputs.embeddings());
    }

    @Override
    public int embeddingLength() {
        return embeds ? model.embeddingLength() : 0;
    }

    @Override
    public void close() {
        model.close();
    }
}
