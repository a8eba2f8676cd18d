package io.framewatch.page.live;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How much a camera wants to be looked at; the first is shown first. */
public enum Health {
    /** Something is wrong with it: it gives no pictures, no results, or shows nothing. */
    @JsonProperty("trouble")
    TROUBLE,
    /** An alert goes on. */
    @JsonProperty("alert")
    ALERT,
    /** It works. */
    @JsonProperty("live")
    LIVE,
    /** It is not meant to work now: paused, finished, or not started yet. */
    @JsonProperty("idle")
    IDLE
}
