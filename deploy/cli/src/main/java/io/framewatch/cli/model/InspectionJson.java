package io.framewatch.cli.model;

import io.framewatch.mobileformer.Inspection;
import java.util.List;
import java.util.Locale;

/**
 * An inspection for scripts.
 *
 * @param variant for example {@code 26m}
 * @param ablation what is left out
 * @param width channels, as a multiple of the published ones
 * @param parameters number of values that training learns
 * @param multiplyAdds of convolution and linear layers for one image
 */
record InspectionJson(
        String variant,
        int classes,
        int tokens,
        String ablation,
        double width,
        long parameters,
        long multiplyAdds,
        List<Stage> stages) {

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
                inspection.variant().name(),
                inspection.variant().classes(),
                inspection.variant().tokens(),
                inspection.variant().ablation().name().toLowerCase(Locale.ROOT),
                inspection.variant().width(),
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
