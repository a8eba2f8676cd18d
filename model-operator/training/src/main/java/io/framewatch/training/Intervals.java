package io.framewatch.training;

import static io.framewatch.training.OptionRule.requireAtLeast1;

import java.time.Duration;
import java.util.Objects;

/**
 * What is done from time to time.
 *
 * @param checkpoint maximum time between checkpoints
 * @param validation epochs from one validation to the next
 */
public record Intervals(Duration checkpoint, int validation) {

    public Intervals {
        Objects.requireNonNull(checkpoint, "checkpoint");
        requireAtLeast1("validation interval", validation);
    }
}
