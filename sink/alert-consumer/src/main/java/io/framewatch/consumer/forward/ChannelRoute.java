package io.framewatch.consumer.forward;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.framewatch.event.Alert;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One element of {@code forward.channels}: a channel, and which notices go there.
 *
 * @param name names the channel
 * @param rules globs of rule ids; empty for all
 * @param cameras globs of camera ids; empty for all
 * @param coolDown how long after a delivered start no other alert of the same rule and camera is
 *     sent; not negative
 * @param retryFor how long a notice that fails is tried again
 * @param kinds the section of its kind
 */
public record ChannelRoute(
        String name,
        List<String> rules,
        List<String> cameras,
        Duration coolDown,
        Duration retryFor,
        @JsonUnwrapped ChannelKinds kinds) {

    public ChannelRoute {
        Objects.requireNonNull(name, "name");
        rules = List.copyOf(rules);
        cameras = List.copyOf(cameras);
        Objects.requireNonNull(coolDown, "coolDown");
        Objects.requireNonNull(retryFor, "retryFor");
        Objects.requireNonNull(kinds, "kinds");
    }

    /**
     * Sends a made-up alert, its start and its end, whatever the rules and cameras are.
     *
     * @throws IOException what may be otherwise later
     * @throws RejectedException if the receiver takes no such notice
     */
    public void test(Instant now) throws IOException, RejectedException, InterruptedException {
        try (Channel channel = kinds.options().open(name)) {
            for (Alert alert : MadeUpAlert.startAndEnd(now)) {
                channel.send(alert);
            }
        }
    }

    /** What people are told of it, in one line without secrets. */
    @Override
    public String toString() {
        return "channel %s: %s, rules %s, cameras %s"
                .formatted(name, kinds.options(), text(rules), text(cameras));
    }

    private static String text(List<String> globs) {
        return globs.isEmpty() ? "all" : String.join(" ", globs);
    }
}
