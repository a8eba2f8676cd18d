package io.framewatch.consumer.forward;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Objects;

/**
 * The section {@code webhook} of a channel.
 *
 * @param url where notices are posted, http or https; may hold secrets
 * @param secret one or two of {@code whsec_} and 24 to 64 bytes in base64, separated by a space
 * @param timeout how long the receiver has for an answer, above zero
 */
public record WebhookOptions(String url, String secret, Duration timeout)
        implements ChannelOptions {

    public WebhookOptions {
        URI unused = address(url);
        WebhookSignature unusedToo = new WebhookSignature(secret);
        Objects.requireNonNull(timeout, "timeout");
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("webhook.timeout must be above zero");
        }
    }

    @Override
    public Channel open(String name) {
        return new WebhookChannel(name, this);
    }

    URI address() {
        return address(url);
    }

    private static URI address(String url) {
        String rule = "webhook.url, which is not shown, must ";
        try {
            URI address = new URI(url);
            String scheme = Objects.requireNonNullElse(address.getScheme(), "");
            if (!scheme.matches("(?i)https?") || address.getHost() == null) {
                throw new IllegalArgumentException(rule + "be an address of http or https");
            }
            if (address.getUserInfo() != null) {
                throw new IllegalArgumentException(rule + "have no user name");
            }
            return address;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(rule + "be an address: " + e.getReason(), e);
        }
    }

    @Override
    public String toString() {
        return "webhook " + address().getScheme() + "://" + address().getAuthority();
    }
}
