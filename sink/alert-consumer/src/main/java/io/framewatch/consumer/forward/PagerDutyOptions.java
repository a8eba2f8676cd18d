package io.framewatch.consumer.forward;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Objects;

/**
 * The section {@code pagerduty} of a channel.
 *
 * @param url where events are posted
 * @param routingKey the integration key of a service or of event orchestration
 * @param severity severity of every event
 * @param link address of a page about the alert, an {@link AlertTemplate}; null for none
 * @param timeout how long PagerDuty has to answer
 */
public record PagerDutyOptions(
        HttpAddress url, String routingKey, Severity severity, String link, Duration timeout)
        implements ChannelOptions {

    /** How bad an alert is, in PagerDuty's words. */
    public enum Severity {
        @JsonProperty("critical")
        CRITICAL,
        @JsonProperty("error")
        ERROR,
        @JsonProperty("warning")
        WARNING,
        @JsonProperty("info")
        INFO
    }

    public PagerDutyOptions {
        Objects.requireNonNull(url, "url");
        if (routingKey.isBlank()) {
            throw new IllegalArgumentException("routing-key must be text");
        }
        Objects.requireNonNull(severity, "severity");
        Timeouts.require(timeout);
        if (link != null) {
            new AlertTemplate("link", link);
        }
    }

    @Override
    public PagerDutyChannel open(String name) {
        return new PagerDutyChannel(name, this);
    }

    @Override
    public String toString() {
        return "pagerduty " + url;
    }
}
