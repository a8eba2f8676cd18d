package io.framewatch.cli.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * What was found of one thing.
 *
 * @param subject what was looked at
 * @param verdict how it is
 * @param detail one line: what is there, or what is wrong
 * @param advice one line: what to do; null if nothing is to be done
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Finding(String subject, Verdict verdict, String detail, String advice) {

    /** How a thing is. */
    enum Verdict {
        @JsonProperty("ok")
        OK,
        /** It works, and something about it should be known. */
        @JsonProperty("note")
        NOTE,
        /** It does not work. */
        @JsonProperty("wrong")
        WRONG
    }

    Finding {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(detail, "detail");
        if (verdict == Verdict.WRONG) {
            Objects.requireNonNull(advice, "advice for what is wrong");
        }
    }

    static Finding ok(String subject, String detail) {
        return new Finding(subject, Verdict.OK, detail, null);
    }

    static Finding note(String subject, String detail, String advice) {
        return new Finding(subject, Verdict.NOTE, detail, advice);
    }

    static Finding wrong(String subject, String detail, String advice) {
        return new Finding(subject, Verdict.WRONG, detail, advice);
    }
}
