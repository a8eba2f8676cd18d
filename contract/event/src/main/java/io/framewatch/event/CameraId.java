package io.framewatch.event;

import java.util.regex.Pattern;

/** The rule for camera ids: they are record keys, parts of frame ids, and part of file names. */
public final class CameraId {

    /** 1 to 100 of: letters, digits, dot, underscore, hyphen; the first a letter or digit. */
    public static final String RULE =
            "1 to 100 letters, digits, '.', '_' or '-', the first a letter or digit";

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private CameraId() {}

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
}
