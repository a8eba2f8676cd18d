package io.framewatch.consumer.forward;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The sections of an element of {@code forward.channels}, of which exactly one is there.
 *
 * @param webhook null if it is of another kind
 * @param mqtt null if it is of another kind
 * @param pagerduty null if it is of another kind
 * @param alertmanager null if it is of another kind
 * @param mail null if it is of another kind
 */
public record ChannelKinds(
        WebhookOptions webhook,
        MqttOptions mqtt,
        PagerDutyOptions pagerduty,
        AlertmanagerOptions alertmanager,
        MailOptions mail) {

    public ChannelKinds {
        List<ChannelOptions> given = given(webhook, mqtt, pagerduty, alertmanager, mail);
        if (given.size() != 1) {
            throw new IllegalArgumentException(
                    "must have exactly one of webhook, mqtt, pagerduty, alertmanager and mail,"
                            + " has "
                            + given.size());
        }
    }

    ChannelOptions options() {
        return given(webhook, mqtt, pagerduty, alertmanager, mail).get(0);
    }

    private static List<ChannelOptions> given(ChannelOptions... sections) {
        return Stream.of(sections).filter(Objects::nonNull).toList();
    }
}
