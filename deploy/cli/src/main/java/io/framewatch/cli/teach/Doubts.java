package io.framewatch.cli.teach;

import io.framewatch.training.head.TaughtState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says why a head may do worse than its cross-validation, or is not worth deploying. */
final class Doubts {

    private static final int WANTED_PICTURES = 10;
    private static final double WANTED_DISTINCT = 0.5;
    private static final double MOST_IMBALANCE = 4;
    private static final double WANTED_RECOGNISED = 0.8;
    private static final Duration WANTED_SPAN = Duration.ofMinutes(10);

    private final List<String> doubts = new ArrayList<>();

    private Doubts() {}

    /**
     * The doubts, one sentence each.
     *
     * @param lessons what was shown
     * @param taught what was learned of each
     */
    static List<String> about(
            List<Lesson> lessons, List<TaughtState> taught, BalancedAccuracy result) {
        Doubts doubts = new Doubts();
        lessons.forEach(doubts::doubtPictures);
        doubts.doubtBalance(lessons);
        doubts.doubtDifference(lessons);
        taught.forEach(doubts::doubtRecognition);
        doubts.doubtResult(result, lessons.size());
        return List.copyOf(doubts.doubts);
    }

    private void doubtPictures(Lesson lesson) {
        int count = lesson.size();
        int distinct = lesson.distinct();
        if (count < WANTED_PICTURES) {
            add(
                    "%s has %d pictures: 10 to 50 are wanted, of different moments.",
                    lesson.label(), count);
        }
        if (distinct < WANTED_DISTINCT * count) {
            add(
                    "%s has %d pictures: without near copies of others, %d.",
                    lesson.label(), count, distinct);
        }
        lesson.span()
                .filter(span -> span.compareTo(WANTED_SPAN) < 0)
                .ifPresent(
                        span ->
                                add(
                                        "%s was taken within %d s: the head does not know other times"
                                                + " of day.",
                                        lesson.label(), span.toSeconds()));
    }

    private void doubtBalance(List<Lesson> lessons) {
        int least = lessons.stream().mapToInt(lesson -> lesson.size()).min().orElse(0);
        int most = lessons.stream().mapToInt(lesson -> lesson.size()).max().orElse(0);
        if (most > MOST_IMBALANCE * least) {
            add(
                    "The states have from %d to %d pictures: they should have about as many.",
                    least, most);
        }
    }

    private void doubtDifference(List<Lesson> lessons) {
        for (int i = 0; i < lessons.size(); i++) {
            for (Lesson other : lessons.subList(i + 1, lessons.size())) {
                long shared = lessons.get(i).sharedWith(other);
                if (shared > 0) {
                    add(
                            "%d pictures of %s are nearly copies of pictures of %s: which is right?",
                            shared, lessons.get(i).label(), other.label());
                }
            }
        }
    }

    private void doubtRecognition(TaughtState state) {
        if (state.recognised() < WANTED_RECOGNISED * state.pictures()) {
            add(
                    "%s is recognised in %d of %d pictures that the head had not seen.",
                    state.label(), state.recognised(), state.pictures());
        }
    }

    private void doubtResult(BalancedAccuracy result, int states) {
        if (result.from() <= 1.0 / states) {
            add(
                    "The head is not shown to be better than guessing, which is right in %.0f %% of the"
                            + " pictures.",
                    100.0 / states);
        }
    }

    private void add(String format, Object... values) {
        doubts.add(String.format(Locale.ROOT, format, values));
    }
}
