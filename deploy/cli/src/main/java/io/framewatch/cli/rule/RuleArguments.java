package io.framewatch.cli.rule;

import io.framewatch.cli.model.OutputFormat;
import io.framewatch.event.AlertRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes a rule as arguments of {@code rule add}. */
final class RuleArguments {

    private static final Pattern DURATION = Pattern.compile("PT[0-9HMS.]+");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._,:/+-]+");

    /** A rule that is replaced keeps them. */
    private static final Set<String> KEPT = Set.of("id", "paused", "silenced-until");

    private RuleArguments() {}

    /** The command that makes a rule what it is, for a shell. */
    static String command(AlertRule rule, String configuration) {
        List<String> words = new ArrayList<>(List.of("./framewatch", "rule", "add", rule.id()));
        words.add("--replace");
        add(words, "", OutputFormat.tree(rule));
        words.add("--config");
        words.add(configuration);
        return String.join(" ", words.stream().map(RuleArguments::quoted).toList());
    }

    /** A duration as the configuration has it, such as {@code 2s}. */
    static String text(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }

    private static void add(List<String> words, String prefix, Map<?, ?> object) {
        object.forEach(
                (name, value) -> {
                    String key = prefix + kebab(name.toString());
                    if (value instanceof Map<?, ?> inner) {
                        add(words, key + ".", inner);
                    } else if (!KEPT.contains(key) && !List.of().equals(value)) {
                        words.add(key + "=" + value(value));
                    }
                });
    }

    private static String value(Object value) {
        if (value instanceof List<?> elements) {
            return String.join(",", elements.stream().map(Object::toString).toList());
        }
        String text = value.toString();
        return DURATION.matcher(text).matches() ? text(Duration.parse(text)) : text;
    }

    private static String kebab(String key) {
        return key.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String quoted(String word) {
        int split = word.indexOf('=') + 1;
        String value = word.substring(split);
        return PLAIN.matcher(value).matches()
                ? word
                : word.substring(0, split) + "'" + value.replace("'", "'\\''") + "'";
    }
}
