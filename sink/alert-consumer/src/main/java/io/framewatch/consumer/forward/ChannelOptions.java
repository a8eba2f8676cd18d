package io.framewatch.consumer.forward;

/**
 * The section of one kind of channel. Its record validates; what it throws names the key, the value
 * unless it is secret, and the rule. {@code toString} says in one line, without secrets, of what
 * kind the channel is and where notices go, such as {@code webhook https://ops.example}.
 */
public sealed interface ChannelOptions
        permits WebhookOptions, MqttOptions, PagerDutyOptions, AlertmanagerOptions, MailOptions {

    /**
     * Opens a channel. That the receiver is not there is no failure: sending fails then.
     *
     * @param name of the channel
     */
    Channel open(String name);
}
