package io.framewatch.cli.train;

import io.framewatch.training.EpochFigures;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.Styler.YAxisPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The picture {@value #FILE} of a training: loss and top-1 by epoch. */
final class LearningCurve {

    static final String FILE = "curves.png";

    private static final int RIGHT_AXIS = 1;

    private LearningCurve() {}

    /**
     * Draws the epochs.
     *
     * @param epochs at least one
     * @throws IOException if the picture cannot be written
     */
    static void write(List<EpochFigures> epochs, Path folder) throws IOException {
        XYChart chart = new XYChartBuilder().width(960).height(540).xAxisTitle("epoch").build();
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setYAxisGroupPosition(RIGHT_AXIS, YAxisPosition.Right);
        chart.getStyler().setYAxisMin(RIGHT_AXIS, 0.0).setYAxisMax(RIGHT_AXIS, 100.0);
        chart.setYAxisGroupTitle(0, "loss");
        chart.setYAxisGroupTitle(RIGHT_AXIS, "top-1 in %");
        add(chart, "loss", 0, epochs, figures -> figures.steps().loss());
        add(chart, "top-1, training", RIGHT_AXIS, epochs, figures -> 100 * figures.steps().top1());
        add(
                chart,
                "top-1, validation",
                RIGHT_AXIS,
                epochs.stream().filter(figures -> figures.validationTop1() != null).toList(),
                figures -> 100 * figures.validationTop1());
        BitmapEncoder.saveBitmap(chart, folder.resolve(FILE).toString(), BitmapFormat.PNG);
    }

    private static void add(
            XYChart chart,
            String name,
            int axis,
            List<EpochFigures> epochs,
            ToDoubleFunction<EpochFigures> value) {
        if (epochs.isEmpty()) {
            return;
        }
        double[] x = epochs.stream().mapToDouble(EpochFigures::epoch).toArray();
        double[] y = epochs.stream().mapToDouble(value).toArray();
        chart.addSeries(name, x, y)
                .setMarker(x.length < 20 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE)
                .setYAxisGroup(axis);
    }
}
