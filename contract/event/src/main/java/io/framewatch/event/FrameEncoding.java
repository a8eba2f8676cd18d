package io.framewatch.event;

/** How the bytes of a frame's image are to be read. */
public enum FrameEncoding {
    /** A baseline or progressive JPEG of the frame's width and height. */
    JPEG("image/jpeg"),
    /** Raw RGB, 8 bits a channel, rows from the top without padding: width * height * 3 bytes. */
    RGB("image/x-rgb");

    private final String contentType;

    FrameEncoding(String contentType) {
        this.contentType = contentType;
    }

    /** The value of the record's {@code content-type} header. */
    public String contentType() {
        return contentType;
    }

    /**
     * Finds the encoding of a {@code content-type} header.
     *
     * @throws IllegalArgumentException if no encoding has it
     */
    public static FrameEncoding ofContentType(String contentType) {
        for (FrameEncoding encoding : values()) {
            if (encoding.contentType.equals(contentType)) {
                return encoding;
            }
        }
        throw new IllegalArgumentException(
                "content type '" + contentType + "' must be image/jpeg or image/x-rgb");
    }
}
