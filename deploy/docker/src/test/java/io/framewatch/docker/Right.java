package io.framewatch.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user may do with something at Kafka.
 *
 * @param user such as {@code User:job}
 * @param operation such as {@code READ}
 * @param kind of the resource, such as {@code topic}
 * @param prefixed whether the name is what names begin with
 * @param name of the resource
 */
record Right(String user, String operation, String kind, boolean prefixed, String name) {

    private static final Pattern RESOURCE =
            Pattern.compile("resourceType=(\\w+), name=([^,]+), patternType=(\\w+)");
    private static final Pattern ENTRY =
            Pattern.compile("principal=([^,]+), host=[^,]+, operation=(\\w+)");

    /** Reads what {@code kafka-acls.sh --list} prints. */
    static List<Right> listed(String output) {
        List<Right> rights = new ArrayList<>();
        MatchResult resource = null;
        for (String line : output.lines().toList()) {
            Matcher named = RESOURCE.matcher(line);
            Matcher entry = ENTRY.matcher(line);
            if (named.find()) {
                resource = named.toMatchResult();
            } else if (entry.find()) {
                rights.add(of(resource, entry));
            }
        }
        return rights;
    }

    /** A kind by either of the names that Kafka has for it. */
    static String kind(String text) {
        return text.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** Whether something that was allowed needed this right. */
    boolean covers(Right used) {
        return user.equals(used.user)
                && operation.equals(used.operation)
                && kind.equals(used.kind)
                && (prefixed ? used.name.startsWith(name) : used.name.equals(name));
    }

    private static Right of(MatchResult resource, MatchResult entry) {
        return new Right(
                entry.group(1),
                entry.group(2),
                kind(resource.group(1)),
                resource.group(3).equals("PREFIXED"),
                resource.group(2));
    }
}
