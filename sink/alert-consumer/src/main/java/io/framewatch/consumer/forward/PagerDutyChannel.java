package io.framewatch.consumer.forward;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewatch.event.Alert;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Triggers and resolves alerts of PagerDuty by its Events API v2. */
final class PagerDutyChannel implements Channel {

    private static final int MAX_SUMMARY = 1024;
    private static final int MAX_DEDUP_KEY = 255;

    private final String name;
    private final PagerDutyOptions options;
    private final Optional<AlertTemplate> link;
    private final JsonPost post;

    PagerDutyChannel(String name, PagerDutyOptions options) {
        this.name = name;
        this.options = options;
        this.link =
                Optional.ofNullable(options.link()).map(text -> new AlertTemplate("link", text));
        this.post =
                new JsonPost(
                        name,
                        options.url(),
                        Login.none(),
                        Set.of(options.routingKey()),
                        options.timeout());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void send(Alert alert) throws IOException, RejectedException, InterruptedException {
        post.send(event(alert));
    }

    @Override
    public void close() {
        // Connections end by themselves.
    }

    private ObjectNode event(Alert alert) {
        ObjectNode event =
                AlertContent.object()
                        .put("routing_key", options.routingKey())
                        .put("event_action", AlertContent.isOpen(alert) ? "trigger" : "resolve")
                        .put("dedup_key", dedupKey(alert.id()));
        if (AlertContent.isOpen(alert)) {
            event.put("client", "Framewatch").set("payload", payload(alert));
            link.ifPresent(
                    address ->
                            event.putArray("links")
                                    .addObject()
                                    .put("href", address.fillAddress(alert))
                                    .put("text", "Framewatch"));
        }
        return event;
    }

    private ObjectNode payload(Alert alert) {
        Alert.Trigger trigger = alert.trigger();
        String summary = AlertContent.summary(alert);
        return AlertContent.object()
                .put("summary", summary.substring(0, Math.min(summary.length(), MAX_SUMMARY)))
                .put("source", trigger.camera().value())
                .put("severity", options.severity().name().toLowerCase(Locale.ROOT))
                .put("timestamp", alert.change().from().toString())
                .put("component", trigger.rule())
                .put("class", trigger.label())
                .set("custom_details", AlertContent.json(alert));
    }

    /** The alert's id, or what stands for one that is too long. */
    private static String dedupKey(String id) {
        return id.length() <= MAX_DEDUP_KEY ? id : AlertIds.hash(id);
    }
}
