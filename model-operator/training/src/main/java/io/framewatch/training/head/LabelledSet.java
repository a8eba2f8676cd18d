package io.framewatch.training.head;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The examples of one class of a data set. Immutable.
 *
 * @param label name of the class
 * @param examples in the order in which the pictures were taken
 */
public record LabelledSet(String label, List<Example> examples) {

    public LabelledSet {
        examples = List.copyOf(examples);
    }

    /** Number of pictures. */
    public int size() {
        return examples.size();
    }

    /** Number of pictures without the near-copies of earlier ones. */
    int distinct() {
        return Thumbnail.distinct(examples.stream().map(Example::thumbnail).toList());
    }

    /** Number of pictures that are near-copies of a picture of the other set. */
    long nearCopiesOf(LabelledSet other) {
        return examples.stream()
                .filter(
                        example ->
                                other.examples.stream()
                                        .map(Example::thumbnail)
                                        .anyMatch(example.thumbnail()::isLike))
                .count();
    }

    /** Time from the first picture to the last; empty if that of any picture is not known. */
    Optional<Duration> timeSpan() {
        List<Instant> times =
                examples.stream().map(Example::taken).flatMap(Optional::stream).sorted().toList();
        return times.isEmpty() || times.size() < size()
                ? Optional.empty()
                : Optional.of(Duration.between(times.get(0), times.get(times.size() - 1)));
    }

    LabelledEmbeddings toEmbeddings() {
        return new LabelledEmbeddings(label, examples.stream().map(Example::embedding).toList());
    }
}
