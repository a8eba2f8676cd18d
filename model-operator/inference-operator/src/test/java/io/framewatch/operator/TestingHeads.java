package io.framewatch.operator;

import io.framewatch.classify.CrossValidation;
import io.framewatch.classify.Head;
import io.framewatch.classify.HeadState;
import io.framewatch.classify.ModelDigest;
import io.framewatch.classify.ModelFiles;
import io.framewatch.mobileformer.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Heads with the states "open" and "closed" and weights that depend on their names. */
final class TestingHeads {

    private TestingHeads() {}

    /** A head on the model of a folder. */
    static Head on(Path model, String name, String camera) throws Exception {
        int length = Variant.named("26m").embedding();
        return of(ModelDigest.of(ModelFiles.of(model)), length, name, camera);
    }

    static Head of(String sha256, int length, String name, String camera) {
        Random random = new Random(name.hashCode());
        return new Head(
                name,
                "1",
                camera,
                new Head.Backbone("mobile-former-26m", "untrained-1", sha256),
                List.of(state("open", length, random), state("closed", length, random)),
                new Head.Origin(new CrossValidation(1, 0.8, 1, List.of()), "2026-11-25T12:00:00Z"));
    }

    /** Another version of a head. */
    static Head version(Head head, String version) {
        return new Head(
                head.name(), version, head.camera(), head.backbone(), head.states(), head.origin());
    }

    private static HeadState state(String label, int length, Random random) {
        List<Float> weights = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            weights.add((float) (0.1 * random.nextGaussian()));
        }
        return new HeadState(label, 10, 10, 0.5f, weights);
    }
}
