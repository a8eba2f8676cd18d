package io.framewatch.cli.camera;

import io.framewatch.configuration.Redaction;
import io.framewatch.ingest.capture.ProbeReport;
import io.framewatch.ingest.capture.ProbeReport.Pictures;
import io.framewatch.ingest.capture.ProbeReport.Track;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a probe prints.
 *
 * @param report what was found out
 * @param address as it was given; shown without secrets
 * @param options of the camera that were given
 */
record ProbeText(ProbeReport report, String address, Map<String, Object> options) {

    String toText() {
        Track track = report.track();
        Pictures pictures = report.pictures();
        List<String> lines = new ArrayList<>();
        lines.add(row("codec", "%s, %s", track.codec(), track.pixelFormat()));
        lines.add(row("size", "%dx%d", track.width(), track.height()));
        lines.add(
                row(
                        "rate",
                        "%s; %s",
                        track.fps() > 0 ? fps(track.fps()) + " declared" : "none declared",
                        pictures.fps() > 0 ? fps(pictures.fps()) + " measured" : "none measured"));
        lines.add(
                pictures.keyFrameSeconds() > 0
                        ? row("key frames", "every %.1f s", pictures.keyFrameSeconds())
                        : row("key frames", "fewer than two came"));
        lines.add(row("video tracks", "%d", track.tracks()));
        lines.add(row("time stamps", "%s", report.timeStamps()));
        lines.add(row("damaged", "%d of %d pictures", pictures.damaged(), pictures.count()));
        found().forEach((key, value) -> lines.add(row(key, "%s", value)));
        report.notes().forEach(note -> lines.add(row("note", "%s", Redaction.hide(note))));
        lines.add("add it: " + addCommand());
        return String.join("\n", lines);
    }

    /** The same for scripts. */
    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("address", Redaction.hide(address));
        json.put("track", report.track());
        json.put("pictures", report.pictures());
        json.put("timeStamps", report.timeStamps().name().toLowerCase(Locale.ROOT));
        json.put("notes", report.notes().stream().map(Redaction::hide).toList());
        json.put("add", addCommand());
        return json;
    }

    private String addCommand() {
        StringBuilder add = new StringBuilder("framewatch camera add ID --config FILE --uri ");
        add.append(Redaction.hide(address));
        Map<String, Object> all = new LinkedHashMap<>(options);
        all.putAll(found());
        all.forEach((key, value) -> add.append(" --").append(key).append(' ').append(value));
        return add.append(" [--credentials ID]").toString();
    }

    /** Options that the camera needs, or had better have. */
    private Map<String, Object> found() {
        Map<String, Object> found = new LinkedHashMap<>();
        if (report.connection().overUdp()) {
            found.put("transport", "udp");
        }
        if (report.connection().certificate() != null) {
            found.put("certificate", report.connection().certificate().toString());
        }
        return found;
    }

    private static String fps(double rate) {
        return String.format(Locale.ROOT, "%.1f a second", rate);
    }

    private static String row(String name, String format, Object... values) {
        return "%-14s%s".formatted(name, String.format(Locale.ROOT, format, values));
    }
}
