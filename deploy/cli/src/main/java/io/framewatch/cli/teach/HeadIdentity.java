package io.framewatch.cli.teach;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framewatch.classify.CrossValidation;
import io.framewatch.classify.Head;
import io.framewatch.classify.Head.Backbone;
import io.framewatch.classify.Head.Origin;
import io.framewatch.classify.HeadState;
import io.framewatch.cli.model.FileDigest;
import io.framewatch.training.head.BalancedAccuracy;
import io.framewatch.training.head.CrossValidatedHead;
import io.framewatch.training.head.TrainedClass;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What a head is called and where it belongs.
 *
 * @param name name of the head
 * @param camera the only camera that it is for
 * @param backbone the model whose embedding it takes
 */
record HeadIdentity(String name, String camera, Backbone backbone) {

    private static final int VERSION_DIGITS = 8;

    /** The head to store; its version depends on its states alone. */
    Head of(CrossValidatedHead trained, Instant now) {
        List<HeadState> states = trained.classes().stream().map(HeadIdentity::state).toList();
        BalancedAccuracy accuracy = trained.accuracy();
        Origin origin =
                new Origin(
                        new CrossValidation(
                                accuracy.accuracy(),
                                accuracy.from(),
                                accuracy.to(),
                                trained.warnings()),
                        now.truncatedTo(ChronoUnit.SECONDS).toString());
        return new Head(name, version(states), camera, backbone, states, origin);
    }

    /** The first digits of the SHA-256 of the states, in a form that stays as it is. */
    static String version(List<HeadState> states) {
        List<String> texts =
                states.stream()
                        .map(
                                state ->
                                        "State[label=%s, pictures=%s, recognised=%s, bias=%s, weights=%s]"
                                                .formatted(
                                                        state.label(),
                                                        state.pictures(),
                                                        state.recognised(),
                                                        state.bias(),
                                                        state.weights()))
                        .toList();
        return FileDigest.sha256(texts.toString().getBytes(UTF_8)).substring(0, VERSION_DIGITS);
    }

    private static HeadState state(TrainedClass trained) {
        List<Float> weights = new ArrayList<>(trained.weights().length);
        for (float weight : trained.weights()) {
            weights.add(weight);
        }
        return new HeadState(
                trained.label(), trained.pictures(), trained.recognised(), trained.bias(), weights);
    }
}
