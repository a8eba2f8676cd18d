package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A camera that is to be captured, as the cameras topic holds it. Deleting its key ends the
 * capture. The JSON is one element of the configuration's section {@code cameras}: options that are
 * left out have the configuration's defaults, and only who captures knows their rules.
 *
 * @param id names the camera
 * @param paused whether it is known but not captured
 * @param tags words to select cameras by
 * @param options all other keys, sorted; none holds a password
 */
public record Camera(CameraId id, boolean paused, List<String> tags, Map<String, Object> options)
        implements Event {

    private static final String ID = "id";
    private static final String PAUSED = "paused";
    private static final String TAGS = "tags";

    public Camera {
        Objects.requireNonNull(id, "id");
        tags = List.copyOf(tags);
        options = Collections.unmodifiableMap(new TreeMap<>(options));
        for (Map.Entry<String, Object> option : options.entrySet()) {
            if (option.getValue() == null) {
                throw new IllegalArgumentException(
                        option.getKey() + " of camera " + id + " must have a value");
            }
        }
    }

    /**
     * Makes a camera of the keys and values of its JSON.
     *
     * @throws IllegalArgumentException if the id is missing or invalid, or a value is null or of a
     *     wrong type
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Camera of(Map<String, Object> json) {
        Map<String, Object> options = new TreeMap<>(json);
        Object id = options.remove(ID);
        if (!(id instanceof String)) {
            throw new IllegalArgumentException("id of a camera must be text");
        }
        Object paused = Objects.requireNonNullElse(options.remove(PAUSED), false);
        if (!(paused instanceof Boolean)) {
            throw new IllegalArgumentException("paused of camera " + id + " must be true or false");
        }
        return new Camera(
                new CameraId((String) id),
                (Boolean) paused,
                texts((String) id, options.remove(TAGS)),
                options);
    }

    /** The keys and values of the JSON. */
    @JsonValue
    public Map<String, Object> toMap() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(ID, id.value());
        json.put(PAUSED, paused);
        json.put(TAGS, tags);
        json.putAll(options);
        return json;
    }

    /** The same camera, paused or not. */
    public Camera withPaused(boolean now) {
        return new Camera(id, now, tags, options);
    }

    /** Named by the id and the content. */
    @Override
    public EventAttributes attributes() {
        return EventAttributes.ofContent(id.value(), "/cameras/" + id, this);
    }

    private static List<String> texts(String id, Object tags) {
        if (tags == null) {
            return List.of();
        }
        if (!(tags instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
            throw new IllegalArgumentException("tags of camera " + id + " must be a list of texts");
        }
        return list.stream().map(String.class::cast).toList();
    }
}
