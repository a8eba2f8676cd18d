package io.framewatch.cli.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.framewatch.mobileformer.Inspection;
import io.framewatch.mobileformer.Variant;
import java.util.List;
import java.util.Locale;

/**
 * An inspection for scripts.
 *
 * @param network what was inspected
 * @param parameters number of values that training learns
 * @param multiplyAdds of convolution and linear layers for one image
 */
record InspectionJson(
        @JsonUnwrapped Network network, long parameters, long multiplyAdds, List<Stage> stages) {

    /**
     * What distinguishes a Mobile-Former.
     *
     * @param variant for example {@code 26m}
     * @param ablation what is left out
     * @param width channels, as a multiple of the published ones
     */
    record Network(String variant, int classes, int tokens, String ablation, double width) {

        private static Network of(Variant variant) {
            return new Network(
                    variant.name(),
                    variant.classes(),
                    variant.tokens().number(),
                    variant.ablation().name().toLowerCase(Locale.ROOT),
                    variant.mobile().width());
        }
    }

    /** A row of the table. */
    record Stage(
            String name,
            String operation,
            int resolution,
            int channels,
            long parameters,
            long multiplyAdds) {}

    static InspectionJson of(Inspection inspection) {
        return new InspectionJson(
                Network.of(inspection.variant()),
                inspection.parameters(),
                inspection.multiplyAdds(),
                inspection.stages().stream().map(InspectionJson::stage).toList());
    }

    private static Stage stage(Inspection.Stage stage) {
        return new Stage(
                stage.name(),
                stage.operation(),
                stage.resolution(),
                stage.channels(),
                stage.parameters(),
                stage.multiplyAdds());
    }
}
