package io.framewatch.ingest.capture;

/**
 * How a camera and ingest know each other.
 *
 * @param credentials id of the login at the camera, or null
 * @param certificate the camera's certificate, or null to take any
 */
public record AccessOptions(String credentials, Fingerprint certificate) {

    /** Without a login, and with any certificate. */
    public static final AccessOptions NONE = new AccessOptions(null, null);

    /** The id may be a password that was written at the wrong key. */
    @Override
    public String toString() {
        return "AccessOptions[" + certificate + "]";
    }
}
