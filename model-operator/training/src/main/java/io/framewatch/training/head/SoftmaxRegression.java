package io.framewatch.training.head;

import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.apache.commons.math3.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.apache.commons.math3.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer.Formula;
import org.apache.commons.math3.util.MathArrays;

/**
 * Multinomial logistic regression with a ridge penalty on the weights. Every state has the same
 * weight, however many pictures it has. Deterministic.
 */
final class SoftmaxRegression {

    /** Largest norm of the gradient at which the regression ends. */
    private static final double TOLERANCE = 1e-4;

    private static final int MAX_STEPS = 200;

    private final Samples samples;
    private final Standardisation standardisation;
    private final Span span;

    /** Prepares a regression on samples. */
    SoftmaxRegression(Samples samples) {
        this.samples = samples;
        this.standardisation = Standardisation.of(samples.embeddings());
        this.span = Span.of(standardisation.apply(samples.embeddings()));
    }

    /**
     * Trains a layer.
     *
     * @param strength factor of half the sum of squared weights, relative to the mean loss of a
     *     picture, for standardised embeddings; above 0
     * @return a layer for embeddings that are not standardised
     */
    SoftmaxLayer fit(double strength) {
        SoftmaxLoss loss =
                new SoftmaxLoss(
                        span.coordinates().getData(),
                        samples.states(),
                        samples.stateCount(),
                        strength);
        double[] parameters =
                new NonLinearConjugateGradientOptimizer(
                                Formula.POLAK_RIBIERE,
                                (step, before, now) ->
                                        step >= MAX_STEPS || slope(loss, now) < TOLERANCE)
                        .optimize(
                                MaxEval.unlimited(),
                                GoalType.MINIMIZE,
                                new InitialGuess(new double[loss.parameters()]),
                                new ObjectiveFunction(loss::value),
                                new ObjectiveFunctionGradient(loss::gradient))
                        .getPoint();
        RealMatrix weights = loss.weights(parameters).multiply(span.basis());
        return standardisation.fold(new SoftmaxLayer(weights, loss.bias(parameters)));
    }

    private static double slope(SoftmaxLoss loss, PointValuePair at) {
        return MathArrays.safeNorm(loss.gradient(at.getPoint()));
    }
}
