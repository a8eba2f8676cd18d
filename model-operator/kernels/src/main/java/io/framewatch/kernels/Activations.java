package io.framewatch.kernels;

import java.util.List;

/**
 * The two activations of a block.
 *
 * @param coefficients the rows of both, to give back; empty for plain ReLU
 */
record Activations(Activation first, Activation second, List<Rows> coefficients) {

    Activations {
        coefficients = List.copyOf(coefficients);
    }
}
