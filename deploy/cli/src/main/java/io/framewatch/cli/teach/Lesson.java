package io.framewatch.cli.teach;

import io.framewatch.training.head.TeachingState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One state with its pictures.
 *
 * @param label name of the state
 * @param pictures the pictures, in the order of their taking
 * @param thumbnails one a picture
 * @param embeddings what the model makes of each picture
 */
record Lesson(
        String label,
        List<Picture> pictures,
        List<Thumbnail> thumbnails,
        List<float[]> embeddings) {

    /** Number of pictures. */
    int size() {
        return pictures.size();
    }

    /** Pictures that are no copies of others. */
    int distinct() {
        return Thumbnail.distinct(thumbnails);
    }

    /** Pictures that are copies of one of another state. */
    long sharedWith(Lesson other) {
        return thumbnails.stream()
                .filter(thumbnail -> other.thumbnails.stream().anyMatch(thumbnail::isLike))
                .count();
    }

    /** Time between the first picture and the last; empty if that is not known of some. */
    Optional<Duration> span() {
        List<Instant> times =
                pictures.stream()
                        .map(Picture::taken)
                        .filter(Objects::nonNull)
                        .sorted(Comparator.naturalOrder())
                        .toList();
        return times.size() < pictures.size()
                ? Optional.empty()
                : Optional.of(Duration.between(times.get(0), times.get(times.size() - 1)));
    }

    TeachingState toTeachingState() {
        return new TeachingState(label, embeddings);
    }
}
