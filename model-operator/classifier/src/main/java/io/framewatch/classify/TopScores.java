package io.framewatch.classify;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Softmax over the logits of one image, and its best labels. */
final class TopScores {

    private TopScores() {}

    /**
     * Finds the best labels.
     *
     * @param logits one logit a label
     * @param top number of labels, at least 1; all if the model has fewer
     * @return best first; of equal ones that with the lower index first
     * @throws IllegalStateException if a logit is not a number, or the largest is not finite
     */
    static List<Score> of(FloatBuffer logits, ModelManifest manifest, int top) {
        int[] best = best(logits, Math.min(top, logits.limit()));
        float largest = logits.get(best[0]);
        double sum = 0;
        for (int label = 0; label < logits.limit(); label++) {
            sum += Math.exp(logits.get(label) - largest);
        }
        if (!Double.isFinite(sum)) {
            throw new IllegalStateException(
                    "model %s gave logits that are no numbers: largest %s, sum of exponentials %s"
                            .formatted(manifest.title(), largest, sum));
        }
        List<Score> scores = new ArrayList<>(best.length);
        for (int label : best) {
            float probability = (float) (Math.exp(logits.get(label) - largest) / sum);
            scores.add(new Score(manifest.labels().get(label), probability));
        }
        return scores;
    }

    private static int[] best(FloatBuffer logits, int count) {
        int[] best = new int[count];
        for (int label = 0; label < logits.limit(); label++) {
            int rank = Math.min(label, count);
            while (rank > 0 && logits.get(label) > logits.get(best[rank - 1])) {
                rank--;
            }
            if (rank < count) {
                System.arraycopy(best, rank, best, rank + 1, Math.min(label, count - 1) - rank);
                best[rank] = label;
            }
        }
        return best;
    }
}
