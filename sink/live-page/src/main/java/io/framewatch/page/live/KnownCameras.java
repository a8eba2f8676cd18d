package io.framewatch.page.live;

import io.framewatch.event.Camera;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.CameraStatusReport.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the topics say of cameras: what they are to be, and where they stand. Not thread-safe.
 *
 * <p>A view is a camera, or one of its regions, whose id is that of the camera and its own with a
 * dot between.
 */
final class KnownCameras {

    private static final String REGIONS = "regions";

    private final Map<String, Camera> desired = new TreeMap<>();
    private final Map<String, CameraStatusReport> statuses = new HashMap<>();

    void put(Camera camera) {
        desired.put(camera.id().value(), camera);
    }

    void put(CameraStatusReport report) {
        statuses.put(report.camera().value(), report);
    }

    void remove(String cameraId) {
        desired.remove(cameraId);
    }

    /** The cameras that are to be. */
    Set<String> desired() {
        return desired.keySet();
    }

    /** What the camera of a view is to be; null if it is not on the topic. */
    Camera desired(String view) {
        return desired.get(cameraOf(view));
    }

    /** Where the camera of a view stands; null if nobody says. */
    CameraStatusReport status(String view) {
        return statuses.get(cameraOf(view));
    }

    /** Whether a view is no more: its camera was removed, or has other regions now. */
    boolean isGone(String view) {
        Camera camera = desired(view);
        if (camera == null) {
            CameraStatusReport status = status(view);
            return status != null && status.state() == State.REMOVED;
        }
        String id = camera.id().value();
        return !id.equals(view) && !regions(camera).contains(view.substring(id.length() + 1));
    }

    static boolean isViewOf(String view, String cameraId) {
        return view.equals(cameraId) || view.startsWith(cameraId + ".");
    }

    /** The camera of a view: that of its id, or of what comes before its last dot. */
    private String cameraOf(String view) {
        int dot = view.lastIndexOf('.');
        if (isKnown(view) || dot < 0) {
            return view;
        }
        String camera = view.substring(0, dot);
        return isKnown(camera) ? camera : view;
    }

    private boolean isKnown(String id) {
        return desired.containsKey(id) || statuses.containsKey(id);
    }

    /** The record may hold anything: its worker says what is wrong. */
    private static List<Object> regions(Camera camera) {
        if (!(camera.options().get(REGIONS) instanceof List<?> regions)) {
            return List.of();
        }
        return regions.stream()
                .filter(Map.class::isInstance)
                .<Object>map(region -> ((Map<?, ?>) region).get("id"))
                .toList();
    }
}
