package io.framewatch.consumer.forward;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Ids to select, in which {@code *} stands for any characters and {@code ?} for one. Thread-safe.
 */
final class Globs {

    private final List<Pattern> patterns;

    /**
     * @param globs empty for all
     */
    Globs(List<String> globs) {
        patterns = globs.stream().map(Globs::pattern).toList();
    }

    boolean select(String id) {
        return patterns.isEmpty()
                || patterns.stream().anyMatch(pattern -> pattern.matcher(id).matches());
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(
                glob.chars()
                        .mapToObj(
                                c ->
                                        switch (c) {
                                            case '*' -> ".*";
                                            case '?' -> ".";
                                            default -> Pattern.quote(Character.toString(c));
                                        })
                        .collect(Collectors.joining()));
    }
}
