package io.framewatch.consumer.forward;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The sections of an element of {@code forward.channels}, of which exactly one is there.
 *
 * @param webhook null if it is of another kind
 */
public record ChannelKinds(WebhookOptions webhook) {

    public ChannelKinds {
        List<ChannelOptions> given = given(webhook);
        if (given.size() != 1) {
            throw new IllegalArgumentException(
                    "must have exactly one of webhook, has " + given.size());
        }
    }

    ChannelOptions options() {
        return given(webhook).get(0);
    }

    private static List<ChannelOptions> given(ChannelOptions... sections) {
        return Stream.of(sections).filter(Objects::nonNull).toList();
    }
}
