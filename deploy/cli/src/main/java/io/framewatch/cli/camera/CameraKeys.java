package io.framewatch.cli.camera;

import io.framewatch.configuration.Configuration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** An option of the command line for each key of a camera, made of the configuration's schema. */
final class CameraKeys {

    private static final String LIST = "cameras";

    /** Keys that are given in another way. */
    private static final Set<String> OTHERWISE = Set.of("id", "paused", "tags");

    private CameraKeys() {}

    /** Adds the options to a command. */
    static void addTo(CommandSpec command) {
        Configuration.keys(LIST).entrySet().stream()
                .filter(key -> !OTHERWISE.contains(key.getKey()))
                .forEach(key -> command.addOption(option(key.getKey(), key.getValue())));
    }

    /** Adds the options of some keys. */
    static void addTo(CommandSpec command, Collection<String> keys) {
        Map<String, String> all = Configuration.keys(LIST);
        keys.forEach(key -> command.addOption(option(key, all.get(key))));
    }

    /** The keys and values that were given. */
    static Map<String, Object> values(CommandSpec command) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String key : Configuration.keys(LIST).keySet()) {
            OptionSpec option = command.findOption("--" + key);
            if (option != null && !OTHERWISE.contains(key) && option.getValue() != null) {
                values.put(key, Configuration.value(LIST, key, option.getValue()));
            }
        }
        return values;
    }

    private static OptionSpec option(String key, String description) {
        return OptionSpec.builder("--" + key)
                .paramLabel("VALUE")
                .type(String.class)
                .description(description.replace("%", "%%"))
                .build();
    }
}
