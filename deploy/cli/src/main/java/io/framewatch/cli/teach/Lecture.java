package io.framewatch.cli.teach;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framewatch.classify.Head;
import io.framewatch.classify.Head.Backbone;
import io.framewatch.classify.Head.State;
import io.framewatch.classify.Head.Training;
import io.framewatch.cli.model.FileDigest;
import io.framewatch.training.head.HeadTrainer;
import io.framewatch.training.head.TaughtState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a head is to be.
 *
 * @param name name of the head
 * @param camera the only camera that it is for
 * @param backbone the model that looked at the pictures
 */
record Lecture(String name, String camera, Backbone backbone) {

    private static final int VERSION_DIGITS = 8;

    /**
     * Teaches a head. The same pictures give the same head, but for the time of its making.
     *
     * @param lessons at least two, of enough pictures
     */
    Head give(List<Lesson> lessons, Instant now) {
        List<TaughtState> taught =
                HeadTrainer.train(lessons.stream().map(Lesson::toTeachingState).toList());
        BalancedAccuracy result =
                BalancedAccuracy.of(
                        IntStream.range(0, lessons.size())
                                .mapToObj(
                                        i ->
                                                new Recognition(
                                                        lessons.get(i), taught.get(i).recognised()))
                                .toList());
        List<State> states = taught.stream().map(Lecture::state).toList();
        String digest = FileDigest.sha256(states.toString().getBytes(UTF_8));
        return new Head(
                name,
                digest.substring(0, VERSION_DIGITS),
                camera,
                backbone,
                states,
                new Training(
                        result.accuracy(),
                        result.from(),
                        result.to(),
                        Doubts.about(lessons, taught, result)),
                now.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static State state(TaughtState taught) {
        List<Float> weights = new ArrayList<>(taught.weights().length);
        for (float weight : taught.weights()) {
            weights.add(weight);
        }
        return new State(
                taught.label(), taught.pictures(), taught.recognised(), taught.bias(), weights);
    }
}
