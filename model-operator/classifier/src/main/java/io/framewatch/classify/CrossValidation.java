package io.framewatch.classify;

import java.util.List;

/**
 * The figures of a {@link Head} from cross-validation.
 *
 * @param accuracy balanced accuracy: mean over the states of the share of pictures recognised, 0..1
 * @param accuracyFrom lower end of its 95 % confidence interval
 * @param accuracyTo upper end of its 95 % confidence interval
 * @param warnings why the accuracy may not hold in operation, one sentence each
 */
public record CrossValidation(
        double accuracy, double accuracyFrom, double accuracyTo, List<String> warnings) {

    public CrossValidation {
        warnings = List.copyOf(warnings);
    }
}
