package io.framewatch.training.head;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A trained head and its figures from cross-validation.
 *
 * @param classes the head, one entry for each class
 * @param recalls of each class in cross-validation, in the same order
 * @param accuracy mean of the recalls
 * @param warnings why the accuracy may not hold in operation, one sentence each
 */
public record CrossValidatedHead(
        List<TrainedClass> classes,
        List<ClassRecall> recalls,
        BalancedAccuracy accuracy,
        List<String> warnings) {

    /** Minimum number of pictures of a class: one for each fold of the cross-validation. */
    public static final int MIN_PICTURES = 5;

    /**
     * Trains a head and cross-validates it. The same data set gives the same head.
     *
     * @param dataSet at least two classes with at least {@value #MIN_PICTURES} pictures each, and
     *     embeddings of one length
     * @throws IllegalArgumentException if it does not have them
     */
    public static CrossValidatedHead train(List<LabelledSet> dataSet) {
        List<TrainedClass> classes =
                HeadTrainer.train(dataSet.stream().map(LabelledSet::toEmbeddings).toList());
        List<ClassRecall> recalls =
                IntStream.range(0, dataSet.size())
                        .mapToObj(i -> new ClassRecall(dataSet.get(i), classes.get(i).recognised()))
                        .toList();
        BalancedAccuracy accuracy = BalancedAccuracy.of(recalls);
        return new CrossValidatedHead(
                classes, recalls, accuracy, DataSetWarnings.of(recalls, accuracy));
    }
}
