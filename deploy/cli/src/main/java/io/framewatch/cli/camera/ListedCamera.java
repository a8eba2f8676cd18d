package io.framewatch.cli.camera;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.model.OutputFormat;
import io.framewatch.configuration.Redaction;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraStatusReport;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A camera and where it stands.
 *
 * @param id key of its record
 * @param camera what it is to be; empty if the record is no camera
 * @param status where it stands; empty if no worker has said
 * @param assigned whether a worker has it now; if not, the status is its last one; empty if that is
 *     not known
 */
record ListedCamera(
        String id,
        Optional<Camera> camera,
        Optional<CameraStatusReport> status,
        Optional<Boolean> assigned) {

    private static final String NOBODY = "nobody";

    /** All cameras, by id. */
    static List<ListedCamera> all(CameraTopics topics, AssignedCameras assigned)
            throws CommandException, InterruptedException {
        Map<String, CameraStatusReport> statuses = topics.statuses();
        List<ListedCamera> all = new ArrayList<>();
        topics.cameras()
                .forEach(
                        (id, camera) ->
                                all.add(
                                        new ListedCamera(
                                                id,
                                                camera,
                                                Optional.ofNullable(statuses.get(id)),
                                                assigned.has(id))));
        return all;
    }

    String state() {
        return status.map(report -> report.state().name().toLowerCase(Locale.ROOT)).orElse("-");
    }

    String view() {
        return status.map(report -> report.condition().view())
                .map(view -> view.name().toLowerCase(Locale.ROOT))
                .orElse("-");
    }

    String since() {
        return status.map(report -> report.since().truncatedTo(ChronoUnit.SECONDS).toString())
                .orElse("-");
    }

    String worker() {
        return assigned.orElse(true) ? status.map(CameraStatusReport::worker).orElse("-") : NOBODY;
    }

    String uri() {
        return camera.map(there -> Redaction.hide(there.options().get("uri") + "")).orElse("-");
    }

    String reason() {
        return status.map(report -> report.condition().reason()).orElse("");
    }

    /**
     * For scripts: {@code id}, {@code assigned} if it is known, and {@code camera} and {@code
     * status} as their records have them, without secrets.
     */
    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        assigned.ifPresent(there -> json.put("assigned", there));
        camera.ifPresent(there -> json.put("camera", hide(there.toMap())));
        status.ifPresent(there -> json.put("status", OutputFormat.tree(there)));
        return json;
    }

    /** What somebody wrote to the topic by hand may hold a secret, although workers refuse it. */
    private static Object hide(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> hidden = new LinkedHashMap<>();
            map.forEach((key, inner) -> hidden.put(hide(key), hide(inner)));
            return hidden;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ListedCamera::hide).toList();
        }
        return value instanceof String text ? Redaction.hide(text) : value;
    }
}
