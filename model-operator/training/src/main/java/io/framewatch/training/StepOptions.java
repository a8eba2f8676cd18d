package io.framewatch.training;

import static io.framewatch.training.OptionRule.require;
import static io.framewatch.training.OptionRule.requireAtLeast1;

/**
 * How a step is computed.
 *
 * @param batch images a step, a multiple of {@code replicas}, at least two for each
 * @param replicas threads that work on a share of each batch each, with one intra-op thread
 * @param seed the same seed, options and pictures give the same weights
 */
public record StepOptions(int batch, int replicas, long seed) {

    public StepOptions {
        requireAtLeast1("replicas", replicas);
        requireAtLeast1("batch", batch);
        require(batch % replicas == 0, "batch", batch, "a multiple of the replicas, " + replicas);
        // One image has no variance to be normalised by.
        require(
                batch >= 2 * replicas,
                "batch",
                batch,
                "at least 2 for each replica of " + replicas);
    }
}
