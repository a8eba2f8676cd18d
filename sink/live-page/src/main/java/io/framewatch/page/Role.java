package io.framewatch.page;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What somebody may do. */
public enum Role {
    /** Look. */
    @JsonProperty("viewer")
    VIEWER,
    /** Look and change. */
    @JsonProperty("operator")
    OPERATOR
}
