package io.framewatch.consumer.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.framewatch.configuration.Redaction;
import io.framewatch.consumer.RetryAfterException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts JSON to one receiver. Redirections are not followed, so that a login goes nowhere else.
 * Thread-safe.
 */
final class JsonPost {

    /** Beside 5xx: the receiver was too slow, too early or too busy. */
    private static final Set<Integer> RETRIED = Set.of(408, 425, 429);

    private static final int MAX_QUOTED = 200;

    private final String channel;
    private final HttpAddress address;
    private final Set<String> secrets;
    private final Duration timeout;
    private final HttpClient client;
    private final HttpRequest.Builder request;

    /**
     * @param channel names the channel in messages
     * @param address the receiver
     * @param secrets what answers may quote and messages must not
     * @param timeout from the connection to the last byte of the answer
     */
    JsonPost(
            String channel,
            HttpAddress address,
            Login login,
            Set<String> secrets,
            Duration timeout) {
        this.channel = channel;
        this.address = address;
        this.secrets = new HashSet<>(secrets);
        this.timeout = timeout;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(timeout)
                        .build();
        this.request =
                HttpRequest.newBuilder(address.uri())
                        .timeout(timeout)
                        .header("Content-Type", "application/json");
        if (login.isGiven()) {
            this.secrets.add(login.password());
            byte[] pair = (login.username() + ":" + login.password()).getBytes(UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        }
    }

    /**
     * Posts, and returns when the receiver has accepted (2xx).
     *
     * @throws RetryAfterException if the receiver says when to come again
     * @throws IOException if it is not there, does not answer in time, or answers 408, 425, 429 or
     *     5xx
     * @throws RejectedException if it answers anything else
     */
    void send(JsonNode json) throws IOException, RejectedException, InterruptedException {
        HttpResponse<String> answer =
                answer(request.copy().POST(BodyPublishers.ofString(json.toString())).build());
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return;
        }
        String message = message("answers %d: %s".formatted(status, quoted(answer.body())));
        if (status / 100 != 5 && !RETRIED.contains(status)) {
            throw new RejectedException(message);
        }
        Optional<Duration> delay =
                answer.headers()
                        .firstValue("Retry-After")
                        .flatMap(text -> RetryAfter.delay(text, Instant.now()));
        throw delay.isPresent()
                ? new RetryAfterException(message, delay.get())
                : new IOException(message);
    }

    /** The request's own timeout does not cover the body. */
    private HttpResponse<String> answer(HttpRequest post) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(post, BodyHandlers.ofString());
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException(message("has not answered within %s".formatted(timeout)), e);
        } catch (ExecutionException e) {
            throw new IOException(message("cannot be reached: " + e.getCause()), e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private String message(String what) {
        return "channel %s: receiver %s %s".formatted(channel, address, what);
    }

    /** One line of the answer, without what looks like a secret. */
    private String quoted(String body) {
        String shown = body.replaceAll("\\s+", " ").strip();
        for (String secret : secrets) {
            shown = shown.replace(secret, Redaction.HIDDEN);
        }
        return Redaction.hide(shown.substring(0, Math.min(shown.length(), MAX_QUOTED)));
    }
}
