package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Base64;

/** A JPEG; in JSON its bytes in base64. Immutable. */
public final class Picture {

    private final byte[] jpeg;

    private Picture(byte[] jpeg) {
        this.jpeg = jpeg;
    }

    /** Takes the bytes of a JPEG. */
    public static Picture ofJpeg(byte[] jpeg) {
        return new Picture(jpeg.clone());
    }

    /**
     * Reads base64.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Picture ofBase64(String text) {
        return new Picture(Base64.getDecoder().decode(text));
    }

    /** The bytes in base64. */
    @JsonValue
    public String toBase64() {
        return Base64.getEncoder().encodeToString(jpeg);
    }

    /** The bytes of the JPEG, the caller's own. */
    public byte[] jpeg() {
        return jpeg.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Picture picture && Arrays.equals(jpeg, picture.jpeg);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(jpeg);
    }

    @Override
    public String toString() {
        return jpeg.length + " bytes of JPEG";
    }
}
