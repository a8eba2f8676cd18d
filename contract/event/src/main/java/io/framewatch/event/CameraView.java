package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a camera shows of its scene. */
public enum CameraView {
    /** The scene that it is used to. */
    @JsonProperty("normal")
    NORMAL,
    /** Nothing: the picture has no contrast. */
    @JsonProperty("covered")
    COVERED,
    /** Nothing but light. */
    @JsonProperty("blinded")
    BLINDED,
    /** Another scene, which stands still. */
    @JsonProperty("moved")
    MOVED
}
