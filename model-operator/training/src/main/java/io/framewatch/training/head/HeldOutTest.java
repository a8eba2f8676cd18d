package io.framewatch.training.head;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A head on test pictures, compared with its cross-validation.
 *
 * @param recalls of the classes that are tested
 * @param accuracy over these classes
 * @param crossValidated accuracy of the cross-validation over the same classes
 */
public record HeldOutTest(
        List<ClassRecall> recalls, BalancedAccuracy accuracy, BalancedAccuracy crossValidated) {

    /**
     * Compares recalls.
     *
     * @param crossValidated of all classes of the head
     * @param tested of at least one of them
     */
    public static HeldOutTest of(List<ClassRecall> crossValidated, List<ClassRecall> tested) {
        List<String> labels = tested.stream().map(recall -> recall.set().label()).toList();
        List<ClassRecall> same =
                crossValidated.stream()
                        .filter(recall -> labels.contains(recall.set().label()))
                        .toList();
        return new HeldOutTest(tested, BalancedAccuracy.of(tested), BalancedAccuracy.of(same));
    }

    /** A sentence if the accuracy is outside the interval of the cross-validation. */
    public Optional<String> warning() {
        if (accuracy.accuracy() < crossValidated.from()) {
            return Optional.of(
                    warning(
                            "below",
                            "unlike those that were taught: teach some of their kind too",
                            accuracy.to() >= crossValidated.from()));
        }
        if (accuracy.accuracy() > crossValidated.to()) {
            return Optional.of(
                    warning(
                            "above",
                            "easier than those that were taught, or nearly copies of them",
                            accuracy.from() <= crossValidated.to()));
        }
        return Optional.empty();
    }

    private String warning(String direction, String meaning, boolean perhapsChance) {
        return String.format(
                Locale.ROOT,
                "The test's %.1f %% is %s the %.1f to %.1f %% of cross-validation: its pictures are"
                        + " probably %s.%s",
                100 * accuracy.accuracy(),
                direction,
                100 * crossValidated.from(),
                100 * crossValidated.to(),
                meaning,
                perhapsChance ? " They are too few to rule out chance." : "");
    }
}
