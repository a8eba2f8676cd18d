package io.framewatch.training;

import io.framewatch.mobileformer.Entry;
import java.util.List;

/**
 * AdamW (arXiv:1711.05101) with an exponential average of the weights. The engine's optimisers do
 * not expose their moments, which a resumed run needs, and cannot leave entries out of the decay.
 * Not thread-safe.
 */
final class AdamW {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final float EPSILON = 1e-8f;

    private final List<Entry> entries;
    private final float weightDecay;
    private final float averaging;
    private final TrainingState state;

    AdamW(List<Entry> entries, TrainingOptions options, TrainingState state) {
        this.entries = entries;
        this.weightDecay = (float) options.regularisation().weightDecay();
        this.averaging = (float) options.regularisation().averaging();
        this.state = state;
    }

    /**
     * Makes one step: changes the state's weights, moments and average. Running statistics do not
     * change and are averaged like weights.
     *
     * @param gradients in the order of the entries; 0 for entries that are not trained
     */
    void step(float[] gradients, double learningRate) {
        long step = state.advance();
        double correction1 = 1 - Math.pow(BETA1, step);
        double correction2 = 1 - Math.pow(BETA2, step);
        float rate = (float) (learningRate / correction1);
        float root = (float) (1 / Math.sqrt(correction2));
        int start = 0;
        for (Entry entry : entries) {
            int end = start + Math.toIntExact(entry.size());
            if (entry.parameters() > 0) {
                float keep = decays(entry) ? (float) (1 - learningRate * weightDecay) : 1;
                learn(gradients, start, end, rate, root, keep);
            }
            start = end;
        }
        average(step);
    }

    private void learn(float[] gradients, int start, int end, float rate, float root, float keep) {
        float[] weights = state.weights();
        float[] first = state.firstMoments();
        float[] second = state.secondMoments();
        float beta1 = (float) BETA1;
        float beta2 = (float) BETA2;
        for (int i = start; i < end; i++) {
            float gradient = gradients[i];
            float m = beta1 * first[i] + (1 - beta1) * gradient;
            float v = beta2 * second[i] + (1 - beta2) * gradient * gradient;
            first[i] = m;
            second[i] = v;
            weights[i] = keep * weights[i] - rate * m / ((float) Math.sqrt(v) * root + EPSILON);
        }
    }

    /** Early averages forget faster, so that they drop the random initial weights. */
    private void average(long step) {
        float stays = Math.min(averaging, (1f + step) / (10f + step));
        float[] weights = state.weights();
        float[] average = state.average();
        for (int i = 0; i < weights.length; i++) {
            average[i] = stays * average[i] + (1 - stays) * weights[i];
        }
    }

    /** Normalisations, biases and tokens have no decay. */
    private static boolean decays(Entry entry) {
        return entry.role() == Entry.Role.WEIGHT && !entry.name().equals("tokens.weight");
    }
}
