package io.framewatch.consumer.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.framewatch.event.Alert;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with placeholders for what is known of an alert: {@code {rule}}, {@code {camera}}, {@code
 * {label}}, {@code {state}}, {@code {from}}, {@code {to}}, {@code {score}} and {@code {id}}. One
 * without a value becomes nothing. Immutable.
 */
final class AlertTemplate {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\u2028\u2029]");

    private static final Map<String, Function<Alert, Object>> VALUES =
            Map.of(
                    "rule", alert -> alert.trigger().rule(),
                    "camera", alert -> alert.trigger().camera(),
                    "label", alert -> alert.trigger().label(),
                    "state", AlertContent::state,
                    "from", alert -> alert.change().from(),
                    "to", alert -> alert.change().to(),
                    "score", AlertTemplate::score,
                    "id", Alert::id);

    private final String text;

    /**
     * @param key names the template in messages, for example {@code subject}
     * @throws IllegalArgumentException if a placeholder is unknown
     */
    AlertTemplate(String key, String text) {
        PLACEHOLDER
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .filter(name -> !VALUES.containsKey(name))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw new IllegalArgumentException(
                                    "%s has {%s}: placeholders must be of %s"
                                            .formatted(key, name, new TreeSet<>(VALUES.keySet())));
                        });
        this.text = text;
    }

    /** The text for an alert. Control characters in values, line breaks too, become spaces. */
    String fill(Alert alert) {
        return fill(alert, value -> CONTROL.matcher(value).replaceAll(" "));
    }

    /** The address for an alert; what an address cannot have is percent-encoded in values. */
    String fillAddress(Alert alert) {
        return fill(alert, value -> URLEncoder.encode(value, UTF_8).replace("+", "%20"));
    }

    private String fill(Alert alert, UnaryOperator<String> escape) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(
                        match -> {
                            Object value = VALUES.get(match.group(1)).apply(alert);
                            return Matcher.quoteReplacement(
                                    value == null ? "" : escape.apply(value.toString()));
                        });
    }

    private static String score(Alert alert) {
        Float score = alert.peak().score();
        return score == null ? null : String.format(Locale.ROOT, "%.2f", score);
    }
}
