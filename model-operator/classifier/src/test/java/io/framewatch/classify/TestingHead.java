package io.framewatch.classify;

import io.framewatch.classify.Head.Backbone;
import io.framewatch.classify.Head.Origin;
import java.util.List;

/** A head on {@link TestingModel}: "bright" if red is above 12, else "dark". */
final class TestingHead {

    private TestingHead() {}

    static Head on(String sha256) {
        return new Head(
                "door",
                "1f6a02c4",
                "camera-1",
                new Backbone("means", "1", sha256),
                List.of(
                        new HeadState("dark", 10, 9, 6, List.of(-0.5f, 0f, 0f)),
                        new HeadState("bright", 12, 12, -6, List.of(0.5f, 0f, 0f))),
                new Origin(
                        new CrossValidation(0.95, 0.78, 0.99, List.of("The pictures are few.")),
                        "2026-11-25T12:00:00Z"));
    }
}
