package io.framewatch.kernels;

import io.framewatch.mobileformer.ModelDescription;
import io.framewatch.mobileformer.ModelFolder;
import io.framewatch.mobileformer.StoredNetwork;
import io.framewatch.mobileformer.Tensor;
import io.framewatch.mobileformer.TestingSession;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/**
 * A stored network and what ONNX Runtime makes of it.
 *
 * @param folder the model folder
 */
record TestingNetwork(Path folder) {

    static TestingNetwork untrained(Path parent, Variant variant) throws Exception {
        return of(parent, variant, Weights.untrained(variant, 1));
    }

    /** Writes the network below a folder. */
    static TestingNetwork of(Path parent, Variant variant, Weights weights) throws Exception {
        Path folder = Files.createTempDirectory(parent, variant.name()).resolve("model");
        ModelFolder.write(folder, variant, weights, ModelDescription.untrained(variant));
        return new TestingNetwork(folder);
    }

    byte[] model() throws Exception {
        return Files.readAllBytes(folder.resolve(ModelFolder.MODEL));
    }

    StoredNetwork stored() throws Exception {
        return StoredNetwork.of(model()).orElseThrow();
    }

    /** The outputs {@code logits} and {@code embedding} in ONNX Runtime. */
    Map<String, Tensor> expected(byte[]... images) throws Exception {
        try (TestingSession session = TestingSession.open(folder.resolve(ModelFolder.MODEL))) {
            return session.run(images);
        }
    }

    /** Images of noise, uint8 [224, 224, 3] each; the same number gives the same images. */
    static byte[][] images(int count) {
        Random random = new Random(1);
        byte[][] images = new byte[count][Variant.RESOLUTION * Variant.RESOLUTION * 3];
        for (byte[] image : images) {
            random.nextBytes(image);
        }
        return images;
    }
}
