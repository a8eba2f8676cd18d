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
 * Multinomial logistic regression with a ridge penalty on the weights, in which every class counts
 * alike however many pictures it has. Deterministic.
 */
final class SoftmaxRegression {

    /** Maximum length of the gradient at the end. */
    private static final double TOLERANCE = 1e-4;

    private static final int MAX_STEPS = 200;

    private final TrainingMatrix pictures;
    private final Standardisation standardisation;
    private final Span span;

    /** Prepares a regression on pictures. */
    SoftmaxRegression(TrainingMatrix pictures) {
        this.pictures = pictures;
        this.standardisation = Standardisation.of(pictures.embeddings());
        this.span = Span.of(standardisation.apply(pictures.embeddings()));
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
                        pictures.labels(),
                        pictures.classCount(),
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
