package io.framewatch.mobileformer;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.mobileformer.Inspection.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class InspectionTest {

    /** The table of Mobile-Former-294M, arXiv:2108.05895, table 1. */
    @Test
    void shouldReportTheTableOfThePaper() {
        Inspection inspection = Inspection.of(Variant.named("294m"));

        assertThat(inspection.stages())
                .extracting(Stage::name, Stage::operation, Stage::resolution, Stage::channels)
                .map(row -> row.toList().toString())
                .containsExactly(
                        "[tokens, 6 tokens, 1, 192]",
                        "[stem, convolution 3x3, stride 2, 112, 16]",
                        "[features.0, separable, expansion 2, 112, 16]",
                        "[features.1, down-sampling, expansions 6 and 4, stride 2, 56, 24]",
                        "[features.2, inverted bottleneck, expansion 4, 56, 24]",
                        "[features.3, down-sampling, expansions 6 and 4, stride 2, 28, 48]",
                        "[features.4, inverted bottleneck, expansion 4, 28, 48]",
                        "[features.5, down-sampling, expansions 6 and 4, stride 2, 14, 96]",
                        "[features.6, inverted bottleneck, expansion 4, 14, 96]",
                        "[features.7, inverted bottleneck, expansion 6, 14, 128]",
                        "[features.8, inverted bottleneck, expansion 6, 14, 128]",
                        "[features.9, down-sampling, expansions 6 and 4, stride 2, 7, 192]",
                        "[features.10, inverted bottleneck, expansion 6, 7, 192]",
                        "[features.11, inverted bottleneck, expansion 6, 7, 192]",
                        "[local_global, Mobile→Former, 1, 192]",
                        "[classifier, classifier, 1, 1000]");
        assertThat(inspection.parameters()).isEqualTo(11_422_648);
        assertThat(inspection.multiplyAdds()).isEqualTo(275_967_872);
    }

    @Test
    void shouldCountTheLayersOfAStage() {
        Stage stem = Inspection.of(Variant.named("26m")).stages().get(1);

        assertThat(stem.layers()).extracting(Layer::name).containsExactly("stem.0", "stem.1");
        assertThat(stem.parameters()).isEqualTo(8 * 3 * 9 + 2 * 8);
        assertThat(stem.multiplyAdds()).isEqualTo(112 * 112 * 8 * 3 * 9);
    }

    @Test
    void shouldReportFewerParametersForEachAblation() {
        Variant variant = Variant.named("96m");

        List<Long> parameters =
                List.of(
                        Inspection.of(variant).parameters(),
                        Inspection.of(variant.with(Ablation.WITHOUT_DYNAMIC_RELU)).parameters(),
                        Inspection.of(variant.with(Ablation.MOBILE_ALONE)).parameters());

        assertThat(parameters)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(Inspection.of(variant.with(Ablation.MOBILE_ALONE)).stages())
                .extracting(Stage::name)
                .startsWith("stem", "features.0")
                .endsWith("features.8", "classifier")
                .doesNotContain("tokens", "local_global");
    }
}
