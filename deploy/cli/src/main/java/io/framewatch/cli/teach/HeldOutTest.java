package io.framewatch.cli.teach;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a head did on the pictures of {@code --test}, beside what cross-validation said.
 *
 * @param states what was tested, by state
 * @param accuracy over these states
 * @param promised by cross-validation for the same states
 */
record HeldOutTest(List<Recognition> states, BalancedAccuracy accuracy, BalancedAccuracy promised) {

    /**
     * Makes up the figures.
     *
     * @param crossValidated all states of the head
     * @param tested at least one of them
     */
    static HeldOutTest of(List<Recognition> crossValidated, List<Recognition> tested) {
        List<String> labels = tested.stream().map(state -> state.lesson().label()).toList();
        List<Recognition> same =
                crossValidated.stream()
                        .filter(state -> labels.contains(state.lesson().label()))
                        .toList();
        return new HeldOutTest(tested, BalancedAccuracy.of(tested), BalancedAccuracy.of(same));
    }

    /** Says so if the accuracy is outside the interval of what was promised. */
    Optional<String> warning() {
        if (accuracy.accuracy() < promised.from()) {
            return Optional.of(
                    warning(
                            "below",
                            "unlike those that were taught: teach some of their kind too",
                            accuracy.to() >= promised.from()));
        }
        if (accuracy.accuracy() > promised.to()) {
            return Optional.of(
                    warning(
                            "above",
                            "easier than those that were taught, or nearly copies of them",
                            accuracy.from() <= promised.to()));
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
                100 * promised.from(),
                100 * promised.to(),
                meaning,
                perhapsChance ? " They are too few to rule out chance." : "");
    }
}
