package io.framewatch.training.head;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says why a head may do worse than its cross-validation, or is not worth deploying. */
final class DataSetWarnings {

    private static final int WANTED_PICTURES = 10;
    private static final double WANTED_DISTINCT = 0.5;
    private static final double MAX_IMBALANCE = 4;
    private static final double WANTED_RECALL = 0.8;
    private static final Duration WANTED_SPAN = Duration.ofMinutes(10);

    private final List<String> warnings = new ArrayList<>();

    private DataSetWarnings() {}

    /**
     * The warnings, one sentence each.
     *
     * @param recalls of each class in cross-validation
     * @param accuracy of these
     */
    static List<String> of(List<ClassRecall> recalls, BalancedAccuracy accuracy) {
        DataSetWarnings warnings = new DataSetWarnings();
        List<LabelledSet> sets = recalls.stream().map(ClassRecall::set).toList();
        sets.forEach(warnings::checkPictures);
        warnings.checkBalance(sets);
        warnings.checkNearCopies(sets);
        recalls.forEach(warnings::checkRecall);
        warnings.checkAccuracy(accuracy, recalls.size());
        return List.copyOf(warnings.warnings);
    }

    private void checkPictures(LabelledSet set) {
        int count = set.size();
        int distinct = set.distinct();
        if (count < WANTED_PICTURES) {
            add(
                    "%s has %d pictures: 10 to 50 are wanted, of different moments.",
                    set.label(), count);
        }
        if (distinct < WANTED_DISTINCT * count) {
            add(
                    "%s has %d pictures: without near copies of others, %d.",
                    set.label(), count, distinct);
        }
        set.timeSpan()
                .filter(span -> span.compareTo(WANTED_SPAN) < 0)
                .ifPresent(
                        span ->
                                add(
                                        "%s was taken within %d s: the head does not know other times"
                                                + " of day.",
                                        set.label(), span.toSeconds()));
    }

    private void checkBalance(List<LabelledSet> sets) {
        int min = sets.stream().mapToInt(LabelledSet::size).min().orElse(0);
        int max = sets.stream().mapToInt(LabelledSet::size).max().orElse(0);
        if (max > MAX_IMBALANCE * min) {
            add(
                    "The states have from %d to %d pictures: they should have about as many.",
                    min, max);
        }
    }

    private void checkNearCopies(List<LabelledSet> sets) {
        for (int i = 0; i < sets.size(); i++) {
            for (LabelledSet other : sets.subList(i + 1, sets.size())) {
                long copies = sets.get(i).nearCopiesOf(other);
                if (copies > 0) {
                    add(
                            "%d pictures of %s are nearly copies of pictures of %s: which is right?",
                            copies, sets.get(i).label(), other.label());
                }
            }
        }
    }

    private void checkRecall(ClassRecall recall) {
        if (recall.recall() < WANTED_RECALL) {
            add(
                    "%s is recognised in %d of %d pictures that the head had not seen.",
                    recall.set().label(), recall.recognised(), recall.set().size());
        }
    }

    private void checkAccuracy(BalancedAccuracy accuracy, int classes) {
        if (accuracy.from() <= 1.0 / classes) {
            add(
                    "The head is not shown to be better than guessing, which is right in %.0f %% of the"
                            + " pictures.",
                    100.0 / classes);
        }
    }

    private void add(String format, Object... values) {
        warnings.add(String.format(Locale.ROOT, format, values));
    }
}
