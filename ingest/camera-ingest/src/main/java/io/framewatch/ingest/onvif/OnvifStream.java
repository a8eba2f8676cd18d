package io.framewatch.ingest.onvif;

import java.util.Objects;

/**
 * A stream that a device offers.
 *
 * @param profile name of the media profile
 * @param uri where the stream is; may hold a secret, so {@link #toString()} leaves it out
 * @param codec as ONVIF names it, such as {@code H264}; empty if it is unknown
 * @param width pixels; 0 if it is unknown
 * @param height pixels; 0 if it is unknown
 * @param fps highest rate, frames a second; 0 if it is unknown
 */
public record OnvifStream(
        String profile, String uri, String codec, int width, int height, double fps) {

    public OnvifStream {
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(codec, "codec");
    }

    @Override
    public String toString() {
        return "OnvifStream[" + profile + "]";
    }
}
