package io.framewatch.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a model or head does at a task. */
public enum ModelState {
    /** It makes the results. */
    @JsonProperty("active")
    ACTIVE,
    /** It is compared with the active model. */
    @JsonProperty("shadow")
    SHADOW,
    /** It cannot be used; what served before goes on. */
    @JsonProperty("refused")
    REFUSED,
    /**
     * A head whose model does not serve; it comes back with the model. Or a shadow whose model
     * serves: it is compared again with another one.
     */
    @JsonProperty("set-aside")
    SET_ASIDE,
    /** It is no longer in use. */
    @JsonProperty("retired")
    RETIRED
}
