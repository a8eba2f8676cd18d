package io.framewatch.cli.camera;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewatch.cli.CommandException;
import io.framewatch.configuration.Redaction;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 */
record ListedCamera(String id, Optional<Camera> camera, Optional<CameraStatusReport> status) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** All cameras, by id. */
    static List<ListedCamera> all(CameraTopics topics) throws CommandException {
        Map<String, CameraStatusReport> statuses = topics.statuses();
        List<ListedCamera> all = new ArrayList<>();
        topics.cameras()
                .forEach(
                        (id, camera) ->
                                all.add(
                                        new ListedCamera(
                                                id,
                                                camera,
                                                Optional.ofNullable(statuses.get(id)))));
        return all;
    }

    String state() {
        return status.map(report -> report.state().name().toLowerCase(Locale.ROOT)).orElse("-");
    }

    String since() {
        return status.map(report -> report.since().truncatedTo(ChronoUnit.SECONDS).toString())
                .orElse("-");
    }

    String worker() {
        return status.map(CameraStatusReport::worker).orElse("-");
    }

    String uri() {
        return camera.map(there -> Redaction.hide(there.options().get("uri") + "")).orElse("-");
    }

    String reason() {
        return status.map(CameraStatusReport::reason).orElse("");
    }

    /**
     * For scripts: {@code id}, and {@code camera} and {@code status} as their records have them.
     */
    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        camera.ifPresent(there -> json.put("camera", there.toMap()));
        status.ifPresent(there -> json.put("status", tree(there)));
        return json;
    }

    private static Object tree(CameraStatusReport status) {
        try {
            return JSON.readValue(EventJson.toBytes(status), LinkedHashMap.class);
        } catch (IOException e) {
            throw new UncheckedIOException("JSON that was written cannot be read", e);
        }
    }
}
