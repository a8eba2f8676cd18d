package io.framewatch.ingest.capture;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.configuration.Redaction;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One element of the section {@code cameras}, whose keys are those of all components.
 *
 * @param id names the camera
 * @param video where the pictures come from
 * @param frames what becomes of them
 * @param gating what is left out
 * @param regions parts of the pictures, each of which becomes frames; empty for the whole picture
 * @param viewCheck whether its view is checked, see {@link ViewCheck}
 */
public record CameraOptions(
        CameraId id,
        @JsonUnwrapped VideoOptions video,
        @JsonUnwrapped FrameOptions frames,
        @JsonUnwrapped GatingOptions gating,
        List<Region> regions,
        boolean viewCheck) {

    private static final String NO_SECRET =
            " must not hold a user name or a password: list them in the section credentials of the"
                    + " workers' configuration, and name its id in the camera's key credentials; an"
                    + " @ in a path is %40";

    public CameraOptions {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(video, "video");
        Objects.requireNonNull(frames, "frames");
        Objects.requireNonNull(gating, "gating");
        regions = List.copyOf(regions);
        Map<CameraId, Region> unused = views(id, regions);
    }

    /**
     * A camera whose pictures become frames as a whole, and of which nothing is left out. Its view
     * is not checked.
     */
    public CameraOptions(CameraId id, VideoOptions video, FrameOptions frames) {
        this(id, video, frames, GatingOptions.NONE, List.of(), false);
    }

    /**
     * A camera with the defaults of the configuration file.
     *
     * @throws IllegalArgumentException if the URI is invalid
     */
    public static CameraOptions of(CameraId id, String uri) {
        return Configuration.withDefaults(
                "cameras", Map.of("id", id.value(), "uri", uri), CameraOptions.class);
    }

    /**
     * What the cameras topic says of a camera, with the defaults of the configuration file.
     *
     * @throws ConfigurationException if a value looks as if it held a password, which whoever reads
     *     the topic would read; or with all problems, as a file would have them
     */
    public static CameraOptions of(Camera camera) throws ConfigurationException {
        String origin = "camera " + camera.id();
        List<String> secrets =
                camera.options().entrySet().stream()
                        .filter(option -> isSecret(option.getValue()))
                        .map(option -> option.getKey() + NO_SECRET)
                        .toList();
        if (!secrets.isEmpty()) {
            throw new ConfigurationException(origin, secrets);
        }
        return Configuration.element(origin, "cameras", camera.toMap(), CameraOptions.class);
    }

    /** Whether it is a file, which has an end. */
    public boolean isFile() {
        return VideoUri.parse(video.uri()).isFile();
    }

    /** The same file, but starting again at its end. */
    public CameraOptions looping() {
        return new CameraOptions(id, video.looping(), frames, gating, regions, viewCheck);
    }

    /**
     * What becomes frames, by the camera id that the frames have: each region is a view of its own,
     * such as {@code gate-1.door}; without regions the whole picture has the id of the camera.
     */
    public Map<CameraId, Region> views() {
        return views(id, regions);
    }

    /** This camera with one of its views alone; empty if it has no such view. */
    public Optional<CameraOptions> only(CameraId view) {
        return Optional.ofNullable(views().get(view))
                .map(
                        region ->
                                new CameraOptions(
                                        id,
                                        video,
                                        frames,
                                        gating,
                                        regions.isEmpty() ? List.of() : List.of(region),
                                        viewCheck));
    }

    private static Map<CameraId, Region> views(CameraId camera, List<Region> regions) {
        if (regions.isEmpty()) {
            return Map.of(camera, Region.WHOLE);
        }
        Map<CameraId, Region> views = new LinkedHashMap<>();
        for (Region region : regions) {
            boolean known = views.put(new CameraId(camera + "." + region.id()), region) != null;
            Rule.require(!known, "id of region", region.id(), "must not be that of an earlier one");
        }
        return Collections.unmodifiableMap(views);
    }

    private static boolean isSecret(Object value) {
        return value instanceof String text && !Redaction.hide(text).equals(text);
    }

    @Override
    public String toString() {
        return "CameraOptions[" + id + "]";
    }
}
