package io.framewatch.consumer.forward;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The section {@code alertmanager} of a channel.
 *
 * @param url the Alertmanager, without {@code /api/v2}
 * @param login for basic authentication
 * @param labels further labels of every alert
 * @param resolveAfter how long after the last post Alertmanager resolves an alert whose end it was
 *     not told, above zero
 * @param timeout how long Alertmanager has to answer
 */
public record AlertmanagerOptions(
        HttpAddress url,
        @JsonUnwrapped Login login,
        Map<String, String> labels,
        Duration resolveAfter,
        Duration timeout)
        implements ChannelOptions {

    private static final Pattern LABEL = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    public AlertmanagerOptions {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(login, "login");
        labels = Map.copyOf(labels);
        labels.forEach(AlertmanagerOptions::requireLabel);
        Timeouts.require(timeout);
        if (resolveAfter.isZero() || resolveAfter.isNegative()) {
            throw new IllegalArgumentException(
                    "resolve-after " + resolveAfter + " must be above zero");
        }
    }

    private static void requireLabel(String name, String value) {
        if (!LABEL.matcher(name).matches() || AlertmanagerChannel.LABELS.contains(name)) {
            throw new IllegalArgumentException(
                    "labels has '%s': names must be letters, digits and '_', the first no digit, and none of %s"
                            .formatted(name, AlertmanagerChannel.LABELS));
        }
    }

    @Override
    public AlertmanagerChannel open(String name) {
        return new AlertmanagerChannel(name, this);
    }

    @Override
    public String toString() {
        return "alertmanager " + url;
    }
}
