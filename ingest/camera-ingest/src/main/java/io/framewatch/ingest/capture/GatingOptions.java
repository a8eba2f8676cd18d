package io.framewatch.ingest.capture;

/**
 * What of a camera's video is left out to save processor time.
 *
 * @param keyFramesOnly whether only key frames are decoded
 */
public record GatingOptions(boolean keyFramesOnly) {

    /** Nothing is left out. */
    public static final GatingOptions NONE = new GatingOptions(false);

    PacketChoice packets() {
        return keyFramesOnly ? new KeyFramesOnly() : PacketChoice.ALL;
    }
}
