package io.framewatch.classify;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Computes the scores of a {@link Head}: the product of a small matrix and the model's embedding.
 * Thread-safe.
 */
public final class HeadLayer {

    private final Head head;
    private final float[][] weights;
    private final float[] bias;
    private final TopScores scores;

    private HeadLayer(Head head) {
        this.head = head;
        int states = head.states().size();
        weights = new float[states][head.embeddingLength()];
        bias = new float[states];
        for (int state = 0; state < states; state++) {
            bias[state] = head.states().get(state).bias();
            for (int i = 0; i < head.embeddingLength(); i++) {
                weights[state][i] = head.states().get(state).weights().get(i);
            }
        }
        scores = new TopScores("head " + head.title(), head.labels());
    }

    /**
     * Makes the layer of a head for a model.
     *
     * @throws InvalidModelException if the head was taught on another model
     */
    public static HeadLayer of(Head head, Classifier backbone) throws InvalidModelException {
        Head.Backbone taughtOn = head.backbone();
        if (!taughtOn.sha256().equals(backbone.sha256())) {
            throw new InvalidModelException(
                    ModelFiles.HEAD,
                    List.of(
                            "head %s was taught on model %s (%s), sha256 %s: not on %s, sha256 %s"
                                    .formatted(
                                            head.title(),
                                            taughtOn.name(),
                                            taughtOn.version(),
                                            taughtOn.sha256(),
                                            backbone.manifest().title(),
                                            backbone.sha256())));
        }
        if (head.embeddingLength() != backbone.embeddingLength()) {
            throw new InvalidModelException(
                    ModelFiles.HEAD,
                    List.of(
                            "head %s takes %d values: its model's embedding has %d"
                                    .formatted(
                                            head.title(),
                                            head.embeddingLength(),
                                            backbone.embeddingLength())));
        }
        return new HeadLayer(head);
    }

    /** The head. */
    public Head head() {
        return head;
    }

    /**
     * The scores of all states for one image, best first.
     *
     * @param embedding see {@link ImageBatch#embedding}; not changed
     * @throws IllegalStateException if a value of the embedding is not finite
     */
    public List<Score> scores(FloatBuffer embedding) {
        float[] logits = bias.clone();
        for (int state = 0; state < logits.length; state++) {
            logits[state] += product(weights[state], embedding);
        }
        return scores.of(FloatBuffer.wrap(logits), logits.length);
    }

    private static float product(float[] weights, FloatBuffer embedding) {
        float sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * embedding.get(i);
        }
        return sum;
    }
}
