package io.framewatch.cli.model;

import io.framewatch.mobileformer.Inspection;
import io.framewatch.mobileformer.Inspection.Stage;
import io.framewatch.mobileformer.Layer;
import io.framewatch.mobileformer.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Renders an inspection as lines of text. */
final class ArchitectureTable {

    private static final String FORMAT = "%-32s %-42s %10s %8s %12s %13s";

    private ArchitectureTable() {}

    /**
     * The table of a network.
     *
     * @param withLayers whether the layers of each stage stand below it
     */
    static List<String> lines(Inspection inspection, boolean withLayers) {
        Variant variant = inspection.variant();
        List<String> lines = new ArrayList<>();
        lines.add(
                "Mobile-Former %s, %d classes, %d tokens, ablation: %s"
                        .formatted(
                                variant.name(),
                                variant.classes(),
                                variant.tokens().number(),
                                variant.ablation().name().toLowerCase(Locale.ROOT)));
        lines.add("");
        lines.add(
                row("STAGE", "OPERATION", "RESOLUTION", "CHANNELS", "PARAMETERS", "MULTIPLY-ADDS"));
        for (Stage stage : inspection.stages()) {
            lines.add(line(stage));
            if (withLayers) {
                stage.layers().forEach(layer -> lines.add(line(layer)));
            }
        }
        lines.add(
                row(
                        "total",
                        "",
                        "",
                        "",
                        number(inspection.parameters()),
                        number(inspection.multiplyAdds())));
        return lines;
    }

    private static String line(Stage stage) {
        return row(
                stage.name(),
                stage.operation(),
                resolution(stage.resolution()),
                Integer.toString(stage.channels()),
                number(stage.parameters()),
                number(stage.multiplyAdds()));
    }

    private static String line(Layer layer) {
        return row(
                "  " + layer.name(),
                layer.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                resolution(layer.resolution()),
                "",
                number(layer.parameters()),
                number(layer.multiplyAdds()));
    }

    private static String resolution(int side) {
        return side + "x" + side;
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String row(Object... columns) {
        return String.format(Locale.ROOT, FORMAT, columns).stripTrailing();
    }
}
