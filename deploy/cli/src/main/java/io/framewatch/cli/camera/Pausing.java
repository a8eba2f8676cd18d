package io.framewatch.cli.camera;

import io.framewatch.cli.CommandException;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pauses cameras and resumes them. */
final class Pausing {

    private Pausing() {}

    /**
     * Makes all of some cameras paused or not.
     *
     * @param out gets a line for each
     * @throws CommandException if one of them is not there; none is changed then
     */
    static void of(boolean paused, CameraTopics topics, List<CameraId> ids, PrintWriter out)
            throws CommandException, InterruptedException {
        Map<String, Optional<Camera>> cameras = topics.cameras();
        List<Camera> wanted = new ArrayList<>();
        for (CameraId id : ids) {
            wanted.add(find(cameras, id));
        }
        for (Camera camera : wanted) {
            boolean changes = camera.paused() != paused;
            if (changes) {
                topics.write(camera.withPaused(paused));
            }
            String word = paused ? "paused" : "resumed";
            out.println("camera/" + camera.id() + " " + (changes ? word : "unchanged"));
        }
    }

    /**
     * Finds a camera.
     *
     * @throws CommandException if there is none of that id, with those that are there
     */
    static Camera find(Map<String, Optional<Camera>> cameras, CameraId id) throws CommandException {
        return cameras.getOrDefault(id.value(), Optional.empty())
                .orElseThrow(
                        () ->
                                new CommandException(
                                        "camera '%s' must be one of %s"
                                                .formatted(id, cameras.keySet())));
    }
}
