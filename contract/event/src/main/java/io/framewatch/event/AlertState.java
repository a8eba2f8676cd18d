package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happened to an alert. */
public enum AlertState {
    @JsonProperty("started")
    STARTED,
    /** It goes on. */
    @JsonProperty("updated")
    UPDATED,
    @JsonProperty("ended")
    ENDED
}
