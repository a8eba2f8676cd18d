package io.framewatch.cli.rule;

import io.framewatch.configuration.Configuration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys and values of a rule as arguments of the command line: {@code enter.score=0.6}. */
final class RuleKeys {

    static final String LIST = "rules";

    private RuleKeys() {}

    /**
     * Makes an element of the section {@code rules}.
     *
     * @throws IllegalArgumentException if an argument is no key and value, or says a key again
     */
    static Map<String, Object> values(String id, List<String> arguments) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("id", id);
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException(
                        "'" + argument + "' must be a key and its value, such as enter.score=0.6");
            }
            String key = argument.substring(0, equals);
            Object value = Configuration.value(LIST, key, argument.substring(equals + 1));
            put(values, key, key, value);
        }
        return values;
    }

    @SuppressWarnings("unchecked") // maps are made here
    private static void put(Map<String, Object> values, String path, String key, Object value) {
        int dot = path.indexOf('.');
        String name = dot < 0 ? path : path.substring(0, dot);
        Object known = values.get(name);
        if (dot < 0 ? known != null : known != null && !(known instanceof Map)) {
            throw new IllegalArgumentException("key '" + key + "' must be there once");
        }
        if (dot < 0) {
            values.put(name, value);
        } else {
            Object inner = values.computeIfAbsent(name, none -> new LinkedHashMap<>());
            put((Map<String, Object>) inner, path.substring(dot + 1), key, value);
        }
    }
}
