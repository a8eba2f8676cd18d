package io.framewatch.job;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Suggestions for an unknown label: first the labels that have it as a word, then the most similar
 * ones.
 */
public final class NearLabels {

    private static final int MOST = 3;

    private NearLabels() {}

    /** At most three labels of some, the nearest first. */
    public static List<String> of(String label, List<String> labels) {
        String wanted = label.toLowerCase(Locale.ROOT);
        return labels.stream()
                .sorted(
                        Comparator.comparing((String other) -> !hasWord(other, wanted))
                                .thenComparing(other -> distance(other, wanted)))
                .limit(MOST)
                .toList();
    }

    /** The same for messages: {@code 'car', 'cab'}. */
    public static String quoted(String label, List<String> labels) {
        return of(label, labels).stream()
                .map(near -> "'" + near + "'")
                .collect(Collectors.joining(", "));
    }

    /** ImageNet's labels are lists of synonyms, such as {@code sports car, sport car}. */
    private static boolean hasWord(String label, String wanted) {
        return List.of(label.toLowerCase(Locale.ROOT).split("[ ,]+")).contains(wanted);
    }

    private static int distance(String label, String wanted) {
        return LevenshteinDistance.getDefaultInstance()
                .apply(label.toLowerCase(Locale.ROOT), wanted);
    }
}
