package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;

/**
 * Names a camera: the key of its records, a part of frame ids, and a part of file names.
 *
 * @param value see {@link #RULE}
 */
public record CameraId(@JsonValue String value) implements Comparable<CameraId>, Serializable {

    /** The rule for ids of cameras. */
    public static final String RULE =
            "1 to 100 letters, digits, '.', '_' or '-', the first a letter or digit";

    private static final int MAX_LENGTH = 100;

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
        if (cameraId == null || !isValid(cameraId)) {
            throw new IllegalArgumentException("camera id '" + cameraId + "' must be " + RULE);
        }
        return cameraId;
    }

    /** By hand: each event makes several ids, and a regular expression took 6 % of its time. */
    private static boolean isValid(String id) {
        if (id.isEmpty() || id.length() > MAX_LENGTH || !isLetterOrDigit(id.charAt(0))) {
            return false;
        }
        for (int i = 1; i < id.length(); i++) {
            char c = id.charAt(i);
            if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
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
