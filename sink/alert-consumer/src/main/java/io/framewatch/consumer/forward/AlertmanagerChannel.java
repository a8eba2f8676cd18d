package io.framewatch.consumer.forward;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewatch.event.Alert;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Fires and resolves alerts of an Alertmanager by its API v2.
 *
 * <p>Alertmanager resolves an alert at its {@code endsAt}. One that goes on is not posted again and
 * again, as Prometheus does: a forwarder that lost the camera to another one would not hear of its
 * end. It has its {@code endsAt} far ahead instead.
 */
final class AlertmanagerChannel implements Channel {

    /** Labels that alerts have of themselves. */
    static final List<String> LABELS = List.of("alertname", "camera", "label", "alert_id");

    private final String name;
    private final AlertmanagerOptions options;
    private final JsonPost post;

    AlertmanagerChannel(String name, AlertmanagerOptions options) {
        this.name = name;
        this.options = options;
        HttpAddress alerts = options.url().resolve("/api/v2/alerts");
        this.post = new JsonPost(name, alerts, options.login(), Set.of(), options.timeout());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void send(Alert alert) throws IOException, RejectedException, InterruptedException {
        post.send(AlertContent.array().add(json(alert, Instant.now())));
    }

    @Override
    public void close() {
        // Connections end by themselves.
    }

    private ObjectNode json(Alert alert, Instant now) {
        ObjectNode json = AlertContent.object();
        ObjectNode labels = json.putObject("labels");
        options.labels().forEach(labels::put);
        labels.put("alertname", alert.trigger().rule())
                .put("camera", alert.trigger().camera().value())
                .put("label", alert.trigger().label())
                .put("alert_id", alert.id());
        json.putObject("annotations").put("summary", AlertContent.summary(alert));
        return json.put("startsAt", alert.change().from().toString())
                .put("endsAt", end(alert, now).toString());
    }

    private Instant end(Alert alert, Instant now) {
        if (!AlertContent.isOpen(alert)) {
            return alert.change().to();
        }
        Instant from = alert.change().from();
        return (from.isAfter(now) ? from : now).plus(options.resolveAfter());
    }
}
