package io.framewatch.cli.rule;

import io.framewatch.configuration.ConfigurationException;
import io.framewatch.event.AlertRule;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import io.framewatch.ingest.capture.CameraOptions;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which cameras of the cameras topic, or views of them, a rule watches. */
final class SelectedViews {

    private SelectedViews() {}

    /** Their ids, in the order of the cameras. */
    static List<CameraId> of(AlertRule rule, Collection<Camera> cameras) {
        return cameras.stream()
                .flatMap(
                        camera ->
                                views(camera)
                                        .filter(
                                                view ->
                                                        rule.selector()
                                                                .selects(view, camera.tags())))
                .toList();
    }

    /** What people should know of a rule that watches none of the cameras. */
    static Optional<String> notice(AlertRule rule, Collection<Camera> cameras) {
        return cameras.isEmpty() || !of(rule, cameras).isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "rule '%s' watches none of the cameras that are on the topic now"
                                .formatted(rule.id()));
    }

    private static Stream<CameraId> views(Camera camera) {
        try {
            return CameraOptions.of(camera).views().keySet().stream();
        } catch (ConfigurationException | IllegalArgumentException e) {
            return Stream.of(camera.id()); // its worker says what is wrong
        }
    }
}
