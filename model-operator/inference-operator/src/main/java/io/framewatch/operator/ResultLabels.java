package io.framewatch.operator;

import java.io.Serializable;
import java.util.Objects;

/**
 * The labels in a result.
 *
 * @param top number of the best labels, at least 1; a model with fewer labels gives all it has
 * @param watched labels whose scores every result carries besides the best
 */
public record ResultLabels(int top, WatchedLabels watched) implements Serializable {

    public ResultLabels {
        if (top < 1) {
            throw new IllegalArgumentException("top " + top + " must be at least 1");
        }
        Objects.requireNonNull(watched, "watched");
    }
}
