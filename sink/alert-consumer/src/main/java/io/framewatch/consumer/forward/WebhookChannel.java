package io.framewatch.consumer.forward;

import io.cloudevents.jackson.JsonFormat;
import io.framewatch.consumer.RetryAfterException;
import io.framewatch.event.Alert;
import io.framewatch.topic.CloudEvents;
import io.framewatch.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts alerts as CloudEvents in structured mode, signed as Standard Webhooks say. An answer of 2xx
 * confirms; 408, 425, 429 and 5xx are tried again, when the receiver says; everything else is
 * final. Redirects are not followed.
 */
final class WebhookChannel implements Channel {

    private static final JsonFormat JSON = new JsonFormat();

    private final String name;
    private final URI address;
    private final String host;
    private final WebhookSignature signature;
    private final Duration timeout;
    private final HttpClient client;

    WebhookChannel(String name, WebhookOptions options) {
        this.name = name;
        address = options.address();
        host = address.getScheme() + "://" + address.getAuthority();
        signature = new WebhookSignature(options.secret());
        timeout = options.timeout();
        client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(timeout)
                        .build();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void send(Alert alert) throws IOException, RejectedException, InterruptedException {
        HttpResponse<Void> response = post(request(alert, Instant.now()));
        int status = response.statusCode();
        if (status / 100 == 2) {
            return;
        }
        String answer = host + " answered " + status;
        if (status == 410) {
            throw new RejectedException(answer + ": it wants no notices any more");
        }
        if (status / 100 != 5 && status != 408 && status != 425 && status != 429) {
            throw new RejectedException(answer);
        }
        Optional<Duration> delay =
                response.headers()
                        .firstValue("retry-after")
                        .flatMap(text -> RetryAfter.delay(text, Instant.now()));
        throw delay.isPresent()
                ? new RetryAfterException(answer, delay.get())
                : new IOException(answer);
    }

    /** Connections end when nobody uses the client any more. */
    @Override
    public void close() {}

    private HttpRequest request(Alert alert, Instant now) {
        byte[] body = JSON.serialize(CloudEvents.of(Topics.ALERTS, alert));
        String id = alert.attributes().id();
        return HttpRequest.newBuilder(address)
                .header("content-type", "application/cloudevents+json; charset=utf-8")
                .header("user-agent", "framewatch")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .header("webhook-signature", signature.of(id, now.getEpochSecond(), body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    /** The whole answer has to come in time, not only its first line. */
    private HttpResponse<Void> post(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request, BodyHandlers.discarding());
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    "%s has not answered within %d ms".formatted(host, timeout.toMillis()), e);
        } catch (ExecutionException e) {
            throw new IOException(host + " cannot be reached: " + reason(e.getCause()), e);
        } finally {
            answer.cancel(true);
        }
    }

    private static String reason(Throwable failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }
}
