package io.framewatch.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import io.framewatch.grafana.ShippedQueries.Panel;
import io.framewatch.grafana.ShippedQueries.Place;
import io.framewatch.grafana.ShippedQueries.Target;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws the panels of the dashboard by what their queries answer, where Grafana would have them. It
 * shows the data and not Grafana's looks.
 */
final class DashboardPicture {

    private static final int COLUMNS = 24;
    private static final int COLUMN_PIXELS = 70;
    private static final int ROW_PIXELS = 34;
    private static final int GAP = 6;
    private static final int MAX_POINTS = 300;
    private static final Color BACKGROUND = new Color(0xE8E8EC);

    private final Prometheus prometheus;
    private final long seconds;

    /**
     * @param range time up to now that the panels show
     */
    DashboardPicture(Prometheus prometheus, Duration range) {
        this.prometheus = prometheus;
        this.seconds = range.toSeconds();
    }

    /** Writes a PNG. */
    void write(Path file) throws IOException, InterruptedException {
        List<Panel> panels = ShippedQueries.panels();
        int rows = panels.stream().mapToInt(panel -> bottom(panel.place())).max().orElseThrow();
        BufferedImage picture =
                new BufferedImage(
                        COLUMNS * COLUMN_PIXELS, rows * ROW_PIXELS, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(BACKGROUND);
        graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        for (Panel panel : panels) {
            Place place = panel.place();
            graphics.drawImage(
                    draw(panel),
                    place.x() * COLUMN_PIXELS + GAP / 2,
                    place.y() * ROW_PIXELS + GAP / 2,
                    null);
        }
        graphics.dispose();
        ImageIO.write(picture, "png", file.toFile());
    }

    private BufferedImage draw(Panel panel) throws IOException, InterruptedException {
        int width = panel.place().w() * COLUMN_PIXELS - GAP;
        int height = panel.place().h() * ROW_PIXELS - GAP;
        return panel.type().equals("stat")
                ? number(panel, width, height)
                : chart(panel, width, height);
    }

    private BufferedImage number(Panel panel, int width, int height)
            throws IOException, InterruptedException {
        JsonNode series = prometheus.query(panel.targets().get(0).query());
        double value = series.at("/0/value/1").asDouble();
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.DARK_GRAY);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
        graphics.drawString(panel.title(), 10, 22);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 40));
        graphics.drawString(text(value) + unit(panel), 10, height - 30);
        graphics.dispose();
        return picture;
    }

    private BufferedImage chart(Panel panel, int width, int height)
            throws IOException, InterruptedException {
        XYChart chart =
                new XYChartBuilder()
                        .width(width)
                        .height(height)
                        .title(panel.title() + unit(panel))
                        .build();
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideE)
                .setLegendBorderColor(Color.WHITE)
                .setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11))
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 14))
                .setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setDatePattern("HH:mm").setYAxisMin(0.0);
        for (Target target : panel.targets()) {
            long step = Math.max(1, seconds / MAX_POINTS);
            for (JsonNode series : prometheus.query(target.query(), seconds, step)) {
                add(chart, target, series);
            }
        }
        return BitmapEncoder.getBufferedImage(chart);
    }

    private static void add(XYChart chart, Target target, JsonNode series) {
        List<Date> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (JsonNode point : series.get("values")) {
            double value = Double.parseDouble(point.get(1).asText());
            if (Double.isFinite(value)) {
                times.add(new Date(1000 * point.get(0).asLong()));
                values.add(value);
            }
        }
        if (!values.isEmpty()) {
            chart.addSeries(legend(target, series.get("metric")), times, values)
                    .setMarker(SeriesMarkers.NONE);
        }
    }

    private static String legend(Target target, JsonNode labels) {
        String legend = target.legend();
        for (var label : labels.properties()) {
            legend = legend.replace("{{" + label.getKey() + "}}", label.getValue().asText());
        }
        return legend;
    }

    private static String unit(Panel panel) {
        return switch (panel.unit()) {
            case "short" -> "";
            case "cps" -> " /s";
            case "percentunit" -> " (1 = 100 %)";
            default -> " " + panel.unit();
        };
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.3g" : "%.0f", value)
                .replaceFirst("\\.0+$", "");
    }

    private static int bottom(Place place) {
        return place.y() + place.h();
    }
}
