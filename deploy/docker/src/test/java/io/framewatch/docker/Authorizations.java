package io.framewatch.docker;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What users of a broker did, by the log of Kafka's {@code StandardAuthorizer}.
 *
 * @param allowed what they were allowed to do
 * @param denied what they tried in vain
 */
record Authorizations(Set<Right> allowed, Set<Right> denied) {

    private static final Pattern DECISION =
            Pattern.compile(
                    "Principal = (User:framewatch-\\S+) is (Allowed|Denied) operation = (\\w+) from"
                            + " host = \\S+ on resource = (\\w+):LITERAL:(\\S+) for");

    static Authorizations of(String log) {
        Authorizations all = new Authorizations(new LinkedHashSet<>(), new LinkedHashSet<>());
        Matcher decision = DECISION.matcher(log);
        while (decision.find()) {
            Right right =
                    new Right(
                            decision.group(1),
                            decision.group(3),
                            Right.kind(decision.group(4)),
                            false,
                            decision.group(5));
            (decision.group(2).equals("Allowed") ? all.allowed : all.denied).add(right);
        }
        return all;
    }
}
