package io.framewatch.event;

import java.util.List;
import java.util.Objects;

/**
 * What a head of the frame's camera says: a small layer that tells the states apart that the camera
 * was taught.
 *
 * @param name name of the head
 * @param version version of the head
 * @param scores all its states, best first
 */
public record HeadResult(String name, String version, List<LabelScore> scores) {

    public HeadResult {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        scores = List.copyOf(scores);
    }
}
