package io.framewatch.consumer.forward;

import static io.framewatch.consumer.TestingAlerts.ended;
import static io.framewatch.consumer.TestingAlerts.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.configuration.Configuration;
import io.framewatch.consumer.ConsumerCounts;
import io.framewatch.consumer.TestingAlertTopic;
import io.framewatch.consumer.TestingWait;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Alert;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Webhooks with a real broker and real receivers. */
@Timeout(120)
class ForwarderITCase {

    private static final String GATE = TestingAlertTopic.camera(0);
    private static final String YARD = TestingAlertTopic.camera(1);

    private static EmbeddedBroker broker;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private TestingAlertTopic topic;
    private TestingReceiver ops;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void open(TestInfo test) throws Exception {
        topic =
                open(
                        TestingAlertTopic.create(
                                broker, test.getTestMethod().orElseThrow().getName()));
        ops = open(TestingReceiver.start());
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    @Test
    void shouldSendWhatEachChannelSelects() throws Exception {
        TestingReceiver gates = open(TestingReceiver.start());
        Forwarder forwarder =
                start(
                        channel("ops", ops, "rules: [car*]"),
                        channel("gates", gates, "cameras: [" + GATE + "]"));

        topic.write(
                List.of(
                        started("car", GATE, 1),
                        started("bus", GATE, 2),
                        started("cart", YARD, 3),
                        ended("bus", GATE, 2)));

        assertThat(List.of(id(ops), id(ops)))
                .containsExactlyInAnyOrder(
                        name(started("car", GATE, 1)), name(started("cart", YARD, 3)));
        assertThat(List.of(id(gates), id(gates), id(gates)))
                .containsExactly(
                        name(started("car", GATE, 1)),
                        name(started("bus", GATE, 2)),
                        name(ended("bus", GATE, 2)));
        forwarder.close();
        assertThat(forwarder.report()).extracting(ChannelReport::delivered).containsExactly(2L, 3L);
    }

    @Test
    void shouldHoldBackAChannelThatIsDownAndNoOther() throws Exception {
        TestingReceiver down = TestingReceiver.start();
        int port = down.port();
        String broken = channel("broken", down, "");
        down.close();
        Forwarder forwarder = start(broken, channel("ops", ops, ""));

        topic.write(List.of(started(GATE, 1), ended(GATE, 1)));
        assertThat(List.of(id(ops), id(ops)))
                .containsExactly(name(started(GATE, 1)), name(ended(GATE, 1)));
        await(forwarder, reports -> reports.get(0).failed() >= 2);
        assertThat(forwarder.report().get(0).trouble()).contains("cannot be reached");

        TestingReceiver again = open(TestingReceiver.start(port));
        assertThat(List.of(id(again), id(again)))
                .containsExactly(name(started(GATE, 1)), name(ended(GATE, 1)));
        await(forwarder, reports -> reports.get(0).delivered() == 2);
        ChannelReport report = forwarder.report().get(0);
        assertThat(report.trouble()).isEmpty();
        assertThat(report.consumer().retried()).isEqualTo(report.failed());
        assertThat(report.consumer().parked()).isZero();
        assertThat(forwarder.report().get(1).failed()).isZero();
    }

    @Test
    void shouldParkWhatIsRejectedAndNotCoolDownForIt() throws Exception {
        ops.answer(400);
        Forwarder forwarder = start(channel("ops", ops, "cool-down: 1h"));

        topic.write(
                List.of(
                        started(GATE, 1), // rejected
                        started(GATE, 2),
                        ended(GATE, 2),
                        started(GATE, 3), // too soon after the one before
                        ended(GATE, 3),
                        started(GATE, 3_602)));

        assertThat(List.of(id(ops), id(ops), id(ops), id(ops)))
                .containsExactly(
                        name(started(GATE, 1)),
                        name(started(GATE, 2)),
                        name(ended(GATE, 2)),
                        name(started(GATE, 3_602)));
        forwarder.close();
        assertThat(topic.parked())
                .extracting(letter -> letter.reason())
                .containsExactly(ops.url() + " answered 400");
        assertThat(forwarder.report())
                .containsExactly(
                        new ChannelReport("ops", 3, 2, 1, new ConsumerCounts(5, 0, 0, 1), ""));
        assertThat(forwarder.report().get(0).counts())
                .isEqualTo("3 delivered, 2 left out, 1 failed, 0 retried, 1 parked");
    }

    @Test
    void shouldKnowAfterARestartWhatWasDeliveredAndWhatWasLeftOut() throws Exception {
        String channel = channel("ops", ops, "cool-down: 1h");
        Forwarder first = start(channel);
        topic.write(List.of(started(GATE, 1), started(GATE, 2), ended(GATE, 1)));
        assertThat(List.of(id(ops), id(ops)))
                .containsExactly(name(started(GATE, 1)), name(ended(GATE, 1)));
        first.close();

        start(channel);
        topic.write(List.of(ended(GATE, 2), started(GATE, 3), started(GATE, 3_601)));

        assertThat(id(ops)).isEqualTo(name(started(GATE, 3_601)));
    }

    @Test
    void shouldTellItsMetrics() throws Exception {
        Forwarder forwarder = start(channel("ops", ops, ""));
        topic.write(List.of(started(GATE, 1)));
        String unused = id(ops);
        await(forwarder, reports -> reports.get(0).delivered() == 1);

        try (ForwardMetrics metrics =
                ForwardMetrics.start(new EndpointOptions(0, "127.0.0.1"), forwarder::report)) {
            String page = get(metrics.url());

            assertThat(metrics.url()).startsWith("http://127.0.0.1:").endsWith("/metrics");
            assertThat(page.lines().filter(line -> !line.startsWith("#")))
                    .containsExactly(
                            "framewatch_forward_delivered_total{channel=\"ops\"} 1.0",
                            "framewatch_forward_failed_total{channel=\"ops\"} 0.0",
                            "framewatch_forward_left_out_total{channel=\"ops\"} 0.0",
                            "framewatch_forward_parked_total{channel=\"ops\"} 0.0",
                            "framewatch_forward_repeated_total{channel=\"ops\"} 0.0",
                            "framewatch_forward_retried_total{channel=\"ops\"} 0.0",
                            "framewatch_forward_up{channel=\"ops\"} 1.0");
        }
    }

    /** Starts channels and waits until they read. */
    private Forwarder start(String... channels) throws Exception {
        String group = topic.clients().kafka().topicPrefix() + "forward";
        ForwardOptions options =
                ForwardOptions.of(
                        Configuration.parse(
                                "configuration test",
                                """
                                kafka: {bootstrap-servers: '%s', topic-prefix: %s}
                                forward:
                                  group: %s
                                  channels:
                                %s
                                """
                                        .formatted(
                                                broker.bootstrapServers(),
                                                topic.clients().kafka().topicPrefix(),
                                                group,
                                                String.join("\n", channels))));
        Forwarder forwarder = open(Forwarder.start(options));
        for (ChannelRoute route : options.channels()) {
            topic.awaitReading(group + "." + route.name());
        }
        return forwarder;
    }

    private static String channel(String name, TestingReceiver receiver, String more) {
        return "    - {name: %s, webhook: {url: '%s', secret: %s}%s}"
                .formatted(
                        name,
                        receiver.url(),
                        "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3",
                        more.isEmpty() ? "" : ", " + more);
    }

    private static void await(Forwarder forwarder, Predicate<List<ChannelReport>> reached)
            throws Exception {
        TestingWait.until("counts of channels", () -> reached.test(forwarder.report()));
    }

    private static String id(TestingReceiver receiver) throws InterruptedException {
        return receiver.take().headers().get("webhook-id");
    }

    private static String name(Alert alert) {
        return alert.attributes().id();
    }

    private static String get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }

    private <T extends AutoCloseable> T open(T closeable) {
        opened.add(closeable);
        return closeable;
    }
}
