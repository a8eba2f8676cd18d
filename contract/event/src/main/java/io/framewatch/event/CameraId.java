package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * Names a camera: the key of its records, a part of frame ids, and a part of file names.
 *
 * @param value see {@link #RULE}
 */
public record CameraId(@JsonValue String value) implements Comparable<CameraId>, Serializable {

    /** The rule for ids of cameras. */
    public static final String RULE =
            "1 to 100 letters, digits, '.', '_' or '-', the first a letter or digit";

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /**
     * @throws IllegalArgumentException if the id breaks {@link #RULE}, with the value and the rule
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CameraId {
        require(value);
    }

    /**
     * Returns the id if it follows {@link #RULE}.
     *
     * @throws IllegalArgumentException if it does not, with the value and the rule
     */
    public static String require(String cameraId) {
        if (cameraId == null || !VALID.matcher(cameraId).matches()) {
            throw new IllegalArgumentException("camera id '" + cameraId + "' must be " + RULE);
        }
        return cameraId;
    }

    @Override
    public int compareTo(CameraId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
