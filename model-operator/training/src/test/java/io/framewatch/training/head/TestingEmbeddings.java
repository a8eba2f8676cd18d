package io.framewatch.training.head;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Embeddings of made-up pictures, always the same for a seed. */
final class TestingEmbeddings {

    static final int LENGTH = 40;

    private final Random random;

    TestingEmbeddings(long seed) {
        random = new Random(seed);
    }

    /** Pictures that lie around {@code centre} in every fourth value and around 0 in the others. */
    LabelledEmbeddings around(String label, double centre, int count) {
        List<float[]> embeddings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] embedding = noise();
            for (int value = 0; value < LENGTH; value += 4) {
                embedding[value] += (float) centre;
            }
            embeddings.add(embedding);
        }
        return new LabelledEmbeddings(label, embeddings);
    }

    /** Scenes that say nothing of the state, each taken several times in a row. */
    LabelledEmbeddings copies(String label, int scenes, int each) {
        List<float[]> embeddings = new ArrayList<>();
        for (int scene = 0; scene < scenes; scene++) {
            float[] embedding = noise();
            for (int i = 0; i < each; i++) {
                embeddings.add(embedding.clone());
            }
        }
        return new LabelledEmbeddings(label, embeddings);
    }

    private float[] noise() {
        float[] noise = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return noise;
    }
}
