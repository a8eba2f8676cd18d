package io.framewatch.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.mobileformer.Ablation;
import io.framewatch.mobileformer.Layer.Kind;
import io.framewatch.mobileformer.Variant;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkPlannerTest {

    private static final Variant SMALLEST = Variant.named("26m");

    private static final Set<Step.Kind> CONVOLUTIONS =
            Set.of(
                    Step.Kind.STEM,
                    Step.Kind.POINTWISE,
                    Step.Kind.DEPTHWISE,
                    Step.Kind.DEPTHWISE_STRIDED);

    @TempDir private Path folder;

    static Stream<Variant> variants() {
        return Stream.of(
                SMALLEST,
                Variant.named("96m"),
                SMALLEST.withWidth(1.25),
                Variant.named("151m").with(Ablation.MOBILE_ALONE));
    }

    /**
     * The groups of 26m are found in its dense graph; no band of rows is left out or done twice.
     */
    @ParameterizedTest
    @MethodSource("variants")
    void shouldMultiplyAsOftenAsTheConvolutionsOfTheNetwork(Variant variant) throws Exception {
        long expected =
                variant.layers().stream()
                        .filter(layer -> layer.kind() == Kind.CONVOLUTION)
                        .mapToLong(io.framewatch.mobileformer.Layer::multiplyAdds)
                        .sum();

        for (Instructions instructions : Instructions.values()) {
            assertThat(multiplyAdds(steps(variant, instructions), CONVOLUTIONS))
                    .isEqualTo(expected);
        }
    }

    @Test
    void shouldMultiplyAsOftenAsTheLinearLayersOfTheNetwork() throws Exception {
        long expected =
                SMALLEST.layers().stream()
                        .filter(layer -> layer.kind() == Kind.LINEAR)
                        .mapToLong(io.framewatch.mobileformer.Layer::multiplyAdds)
                        .sum();

        List<Step> steps = steps(SMALLEST, Instructions.AVX512);

        assertThat(multiplyAdds(steps, Set.of(Step.Kind.LINEAR))).isEqualTo(expected);
    }

    @Test
    void shouldLeaveOutTokensOfMobileAlone() throws Exception {
        List<Step> steps = steps(SMALLEST.with(Ablation.MOBILE_ALONE), Instructions.AVX2);

        assertThat(steps.stream().map(Step::kind).collect(Collectors.toSet()))
                .containsOnly(
                        Step.Kind.STEM,
                        Step.Kind.POINTWISE,
                        Step.Kind.DEPTHWISE,
                        Step.Kind.DEPTHWISE_STRIDED,
                        Step.Kind.MEAN,
                        Step.Kind.LINEAR,
                        Step.Kind.LOGITS,
                        Step.Kind.EMBEDDINGS);
    }

    private List<Step> steps(Variant variant, Instructions instructions) throws Exception {
        TestingNetwork network = TestingNetwork.untrained(folder, variant);
        return NetworkPlanner.steps(network.stored(), Lanes.of(instructions)).steps();
    }

    private static long multiplyAdds(List<Step> steps, Set<Step.Kind> kinds) {
        return steps.stream()
                .filter(step -> kinds.contains(step.kind()))
                .mapToLong(Step::multiplyAdds)
                .sum();
    }
}
