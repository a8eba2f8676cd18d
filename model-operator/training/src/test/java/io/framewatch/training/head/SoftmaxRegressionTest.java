package io.framewatch.training.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxRegressionTest {

    private final TestingEmbeddings pictures = new TestingEmbeddings(2);
    private final TrainingMatrix samples =
            TrainingMatrix.of(
                    List.of(
                            pictures.around("a", -1, 8),
                            pictures.around("b", 0, 12),
                            pictures.around("c", 1, 20)));

    @Test
    void shouldKnowTheGradientOfTheLoss() {
        SoftmaxLoss loss = loss(samples);
        double[] at = somewhere(loss.parameters());

        double[] gradient = loss.gradient(at);

        for (int i = 0; i < at.length; i++) {
            double step = 1e-5;
            double[] before = at.clone();
            double[] after = at.clone();
            before[i] -= step;
            after[i] += step;
            double slope = (loss.value(after) - loss.value(before)) / (2 * step);
            assertThat(gradient[i]).isCloseTo(slope, within(1e-8));
        }
    }

    @Test
    void shouldNotCareHowManyPicturesAStateHas() {
        LabelledEmbeddings once = pictures.around("rare", -1, 5);
        LabelledEmbeddings other = pictures.around("usual", 1, 9);
        List<float[]> twice = new ArrayList<>(once.embeddings());
        twice.addAll(once.embeddings());

        SoftmaxLoss loss = loss(TrainingMatrix.of(List.of(once, other)));
        SoftmaxLoss same =
                loss(TrainingMatrix.of(List.of(new LabelledEmbeddings("rare", twice), other)));

        double[] at = somewhere(loss.parameters());
        assertThat(same.value(at)).isCloseTo(loss.value(at), within(1e-12));
        assertThat(same.gradient(at)).containsExactly(loss.gradient(at), within(1e-12));
    }

    /** On the embeddings themselves, while the regression used coordinates. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-2, 1e-4})
    void shouldFindTheLeastLoss(double strength) {
        Standardisation standardisation = Standardisation.of(samples.embeddings());
        RealMatrix inputs = standardisation.apply(samples.embeddings());
        SoftmaxLoss loss = new SoftmaxLoss(inputs.getData(), samples.labels(), 3, strength);

        SoftmaxLayer layer = new SoftmaxRegression(samples).fit(strength);

        double[] gradient = loss.gradient(parameters(layer, standardisation, loss.parameters()));
        for (double slope : gradient) {
            assertThat(slope).isCloseTo(0, within(2e-4));
        }
    }

    @Test
    void shouldFoldTheStandardisationIntoTheLayer() {
        Standardisation standardisation = Standardisation.of(samples.embeddings());
        RealMatrix inputs = standardisation.apply(samples.embeddings());
        SoftmaxLayer plain =
                new SoftmaxLayer(
                        samples.embeddings().getSubMatrix(0, 2, 0, 39), new double[] {1, 2, 3});

        SoftmaxLayer folded = standardisation.fold(plain);

        for (int i = 0; i < samples.size(); i++) {
            assertThat(folded.logProbabilities(samples.embeddings().getRow(i)))
                    .containsExactly(plain.logProbabilities(inputs.getRow(i)), within(1e-9));
        }
    }

    private static SoftmaxLoss loss(TrainingMatrix samples) {
        return new SoftmaxLoss(
                samples.embeddings().getData(), samples.labels(), samples.classCount(), 0.1);
    }

    private static double[] somewhere(int parameters) {
        return IntStream.range(0, parameters).mapToDouble(i -> 0.1 * Math.sin(i)).toArray();
    }

    /** The parameters on standardised embeddings. */
    private static double[] parameters(
            SoftmaxLayer layer, Standardisation standardisation, int count) {
        int length = standardisation.mean().length;
        double[] parameters = new double[count];
        for (int state = 0; state < layer.bias().length; state++) {
            int from = state * (length + 1);
            parameters[from + length] = layer.bias()[state];
            for (int i = 0; i < length; i++) {
                double weight = layer.weights().getEntry(state, i);
                parameters[from + i] = weight / standardisation.scale()[i];
                parameters[from + length] += weight * standardisation.mean()[i];
            }
        }
        return parameters;
    }
}
