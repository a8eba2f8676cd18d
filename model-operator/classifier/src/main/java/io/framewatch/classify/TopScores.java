package io.framewatch.classify;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Softmax over the logits of one image, and the selection of labels. Immutable.
 *
 * @param owner source of the logits, for messages
 * @param labels the labels in the order of the logits
 */
record TopScores(String owner, List<String> labels) {

    /**
     * Selects the best labels and those that are always kept.
     *
     * @param logits one logit a label
     * @param top number of best labels, at least 1; all if the model has fewer
     * @param always labels that are kept even if they are not among the best, by index
     * @return best first; of equal scores the lower index first
     * @throws IllegalStateException if a logit is not a number, or the largest is not finite
     */
    List<Score> of(FloatBuffer logits, int top, int... always) {
        int[] best = best(logits, Math.min(top, logits.limit()));
        float largest = logits.get(best[0]);
        double sum = 0;
        for (int label = 0; label < logits.limit(); label++) {
            sum += Math.exp(logits.get(label) - largest);
        }
        if (!Double.isFinite(sum)) {
            throw new IllegalStateException(
                    "%s gave logits that are no numbers: largest %s, sum of exponentials %s"
                            .formatted(owner, largest, sum));
        }
        List<Score> scores = new ArrayList<>(best.length + always.length);
        for (int label : withAlways(best, always, logits)) {
            float probability = (float) (Math.exp(logits.get(label) - largest) / sum);
            scores.add(new Score(label, labels.get(label), probability));
        }
        return scores;
    }

    private static int[] withAlways(int[] best, int[] always, FloatBuffer logits) {
        int[] labels = Arrays.copyOf(best, best.length + always.length);
        int count = best.length;
        for (int label : always) {
            if (!contains(best, label)) {
                insert(label, labels, best.length, count++, logits);
            }
        }
        return Arrays.copyOf(labels, count);
    }

    private static boolean contains(int[] labels, int label) {
        for (int other : labels) {
            if (other == label) {
                return true;
            }
        }
        return false;
    }

    /** Keeps {@code labels} from {@code first} to {@code end} sorted: higher logits first. */
    private static void insert(int label, int[] labels, int first, int end, FloatBuffer logits) {
        int place = end;
        while (place > first && logits.get(label) > logits.get(labels[place - 1])) {
            labels[place] = labels[place - 1];
            place--;
        }
        labels[place] = label;
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
