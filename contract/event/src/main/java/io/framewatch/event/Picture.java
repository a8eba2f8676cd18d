package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Base64;

/**
 * A JPEG.
 *
 * @param base64 its bytes in base64, as JSON has it
 */
public record Picture(@JsonValue String base64) {

    /**
     * @throws IllegalArgumentException if the text is not base64
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Picture {
        Base64.getDecoder().decode(base64);
    }

    /** Takes the bytes of a JPEG. */
    public static Picture ofJpeg(byte[] jpeg) {
        return new Picture(Base64.getEncoder().encodeToString(jpeg));
    }

    /** The bytes of the JPEG. */
    public byte[] jpeg() {
        return Base64.getDecoder().decode(base64);
    }

    @Override
    public String toString() {
        return jpeg().length + " bytes of JPEG";
    }
}
