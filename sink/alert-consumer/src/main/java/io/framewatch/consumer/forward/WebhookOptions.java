package io.framewatch.consumer.forward;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * The section {@code webhook} of a channel.
 *
 * @param url where notices are posted, http or https; may hold secrets
 * @param secret {@code whsec_} and 24 to 64 bytes in base64
 * @param timeout how long the receiver has for an answer
 */
public record WebhookOptions(URI url, String secret, Duration timeout) implements ChannelOptions {

    public WebhookOptions {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(timeout, "timeout");
    }

    @Override
    public Channel open(String name) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public String toString() {
        return "WebhookOptions[" + url.getHost() + "]";
    }
}
