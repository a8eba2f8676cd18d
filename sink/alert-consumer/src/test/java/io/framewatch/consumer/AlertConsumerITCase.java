package io.framewatch.consumer;

import static io.framewatch.consumer.TestingAlerts.alerts;
import static io.framewatch.consumer.TestingAlerts.concat;
import static io.framewatch.consumer.TestingAlerts.ended;
import static io.framewatch.consumer.TestingAlerts.ids;
import static io.framewatch.consumer.TestingAlerts.last;
import static io.framewatch.consumer.TestingAlerts.started;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.consumer.AlertConsumerOptions.Start;
import io.framewatch.embedded.EmbeddedBroker;
import io.framewatch.event.Alert;
import io.framewatch.event.DeadLetter;
import io.framewatch.event.ReceivedRecord.Header;
import java.io.IOException;
import java.lang.Thread.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Consumers of alerts with a real broker; the topic has two partitions. */
@Timeout(120)
class AlertConsumerITCase {

    /** Cameras of different partitions. */
    private static final String ONE = TestingAlertTopic.camera(0);

    private static final String OTHER = TestingAlertTopic.camera(1);

    private static final RetryOptions FAST =
            new RetryOptions(Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofHours(1));

    private static final AlertConsumerOptions OPTIONS =
            AlertConsumerOptions.of("test")
                    .withStart(Start.BEGINNING)
                    .withRetry(FAST)
                    .withSessionTimeout(Duration.ofSeconds(2));

    private static final Map<String, String> SETTINGS =
            Map.of("group.min.session.timeout.ms", "1000");

    private static EmbeddedBroker broker;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final TestingHandler handler = new TestingHandler();
    private TestingAlertTopic topic;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(0, SETTINGS);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void createTopics(TestInfo test) throws Exception {
        topic =
                open(
                        TestingAlertTopic.create(
                                broker, test.getTestMethod().orElseThrow().getName()));
    }

    /** Each test has topics of its own, and so a group of its own. */
    private AlertConsumerOptions options() {
        return new AlertConsumerOptions(
                topic.group(),
                OPTIONS.start(),
                OPTIONS.retry(),
                OPTIONS.remembered(),
                OPTIONS.sessionTimeout());
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    @Test
    void shouldHandleTheAlertsOfACameraInOrder() throws Exception {
        List<Alert> alerts = alerts(ONE, 0, 20);
        topic.write(alerts);

        AlertConsumer consumer = start(handler);
        handler.awaitHandled(last(alerts));
        consumer.close();

        assertThat(handler.handled()).isEqualTo(ids(alerts));
        assertThat(consumer.counts()).isEqualTo(new ConsumerCounts(20, 0, 0, 0));
        assertThat(consumer.trouble()).isEmpty();
    }

    @Test
    void shouldBeginWithAlertsFromNowOn() throws Exception {
        topic.write(alerts(ONE, 0, 4));
        Alert next = started(ONE, 5);

        AlertConsumer consumer =
                open(AlertConsumer.start(topic.clients(), options().withStart(Start.NOW), handler));
        topic.awaitCommitted(4);
        consumer.close();
        topic.write(List.of(next));
        open(AlertConsumer.start(topic.clients(), options().withStart(Start.NOW), handler));
        handler.awaitHandled(next);

        assertThat(handler.handled()).isEqualTo(ids(List.of(next)));
    }

    @Test
    void shouldHandAgainOnlyWhatACrashLeftUncommitted() throws Exception {
        List<Alert> alerts = alerts(ONE, 0, 10);
        TestingHandler crashing = new TestingHandler();
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        crashing.on(
                alerts.get(4),
                () -> {
                    done.add("acted on");
                    throw new Error("crashed after acting, before the commit");
                });
        topic.write(alerts);

        AlertConsumer crashed = start(crashing);
        assertThat(crashed.awaitEnd(Duration.ofSeconds(60))).isTrue();
        start(handler);
        handler.awaitHandled(last(alerts));

        assertThat(crashed.failure()).isPresent();
        assertThat(done).hasSize(1);
        assertThat(crashing.handled()).isEqualTo(ids(alerts.subList(0, 4)));
        assertThat(handler.recalled()).isEqualTo(ids(alerts.subList(0, 4)));
        assertThat(handler.handled()).isEqualTo(ids(alerts.subList(4, 10)));
    }

    @Test
    void shouldLeaveOutRepetitionsOnTheTopicAlsoAfterARestart() throws Exception {
        List<Alert> alerts = alerts(ONE, 0, 6);
        topic.write(alerts);
        topic.write(alerts);
        Alert next = started(ONE, 6);
        topic.write(List.of(next));

        AlertConsumer first = start(handler);
        handler.awaitHandled(next);
        first.close();
        Alert last = started(ONE, 7);
        topic.write(alerts);
        topic.write(List.of(last));
        AlertConsumer second = start(handler);
        handler.awaitHandled(last);
        second.close();

        assertThat(handler.handled()).isEqualTo(ids(concat(alerts, List.of(next, last))));
        assertThat(first.counts()).isEqualTo(new ConsumerCounts(7, 6, 0, 0));
        assertThat(second.counts()).isEqualTo(new ConsumerCounts(1, 6, 0, 0));
    }

    @Test
    void shouldForgetWhatIsOlderThanItRemembers() throws Exception {
        List<Alert> alerts = alerts(ONE, 0, 6);
        topic.write(alerts);
        topic.write(alerts);
        Alert last = started(ONE, 7);
        topic.write(List.of(last));

        open(AlertConsumer.start(topic.clients(), options().withRemembered(4), handler));
        handler.awaitHandled(last);

        assertThat(handler.handled()).isEqualTo(ids(concat(concat(alerts, alerts), List.of(last))));
    }

    @Test
    void shouldShareThePartitionsAndHandleEachAlertOnce() throws Exception {
        TestingHandler second = new TestingHandler();
        List<Alert> before = concat(alerts(ONE, 0, 10), alerts(OTHER, 0, 10));
        topic.write(before);
        AlertConsumer one = start(handler);
        handler.awaitHandled(started(ONE, 4));
        handler.awaitHandled(started(OTHER, 4));

        start(second);
        Alert moved = awaitMoved(second);
        one.close();
        List<Alert> after = concat(alerts(ONE, 2_000, 4), alerts(OTHER, 2_000, 4));
        topic.write(after);
        second.awaitHandled(ended(ONE, 2_001));
        second.awaitHandled(ended(OTHER, 2_001));

        List<String> handled = new ArrayList<>(handler.handled());
        handled.addAll(second.handled());
        assertThat(handled)
                .doesNotHaveDuplicates()
                .containsAll(ids(before))
                .containsAll(ids(after));
        assertThat(second.recalled())
                .contains(started(moved.trigger().camera().value(), 0).attributes().id());
    }

    /** Writes alerts of both cameras until a consumer has handled one. */
    private Alert awaitMoved(TestingHandler second) throws Exception {
        AtomicInteger number = new AtomicInteger(1_000);
        TestingWait.until(
                "the second consumer handles an alert",
                () -> {
                    int next = number.getAndIncrement();
                    topic.write(List.of(started(ONE, next), started(OTHER, next)));
                    return !second.handled().isEmpty();
                });
        String id = second.handled().get(0);
        return id.contains(ONE) ? started(ONE, 0) : started(OTHER, 0);
    }

    @Test
    void shouldStayAMemberAndHandleOtherPartitionsWhileAnAlertIsTriedAgain() throws Exception {
        Alert failing = started(ONE, 1);
        Alert behind = ended(ONE, 1);
        AtomicBoolean healed = new AtomicBoolean();
        handler.on(
                failing,
                () -> {
                    if (!healed.get()) {
                        throw new IOException("receiver is down");
                    }
                });
        topic.write(List.of(started(ONE, 0), failing, behind));

        AlertConsumer consumer = start(handler);
        awaitAttempts(failing, 40); // 3 s on average, more than the session time-out
        topic.write(alerts(OTHER, 0, 4));
        handler.awaitHandled(ended(OTHER, 1));
        assertThat(handler.handled()).doesNotContain(behind.attributes().id());
        healed.set(true);
        handler.awaitHandled(behind);

        assertThat(handler.handled().stream().filter(id -> id.contains(ONE)))
                .isEqualTo(ids(List.of(started(ONE, 0), failing, behind)));
        assertThat(handler.recalled()).as("after a lost membership").isEmpty();
        assertThat(consumer.counts().retried()).isEqualTo(handler.attempts(failing) - 1);
        assertThat(consumer.counts().parked()).isZero();
    }

    @Test
    void shouldLetAnotherMemberJoinWhileTheHandlerIsBusy() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Alert busy = started(ONE, 0);
        handler.on(busy, release::await);
        topic.write(List.of(busy));
        TestingHandler second = new TestingHandler();

        start(handler);
        handler.awaitAttempted(busy);
        start(second);
        Alert unused = awaitMoved(second);

        assertThat(handler.handled()).isEmpty();
        release.countDown();
    }

    @Test
    void shouldParkWhatCannotBeHandled() throws Exception {
        Alert never = started(ONE, 1);
        Alert inVain = ended(ONE, 1);
        Alert next = started(ONE, 2);
        handler.on(
                never,
                () -> {
                    throw new PermanentException("no such address");
                });
        handler.on(
                inVain,
                () -> {
                    throw new IOException("receiver is down");
                });
        topic.write(List.of(started(ONE, 0), never, inVain));
        topic.writeMalformed(ONE, "{\"id\":1}");
        topic.write(List.of(next));

        AlertConsumer consumer =
                open(
                        AlertConsumer.start(
                                topic.clients(),
                                options().withRetry(FAST.within(Duration.ofMillis(300))),
                                handler));
        handler.awaitHandled(next);
        consumer.close();

        assertThat(handler.handled()).isEqualTo(ids(List.of(started(ONE, 0), next)));
        assertThat(handler.attempts(never)).isEqualTo(1);
        assertThat(handler.attempts(inVain)).isGreaterThan(1);
        assertThat(consumer.counts().parked()).isEqualTo(3);
        List<DeadLetter> parked = topic.parked();
        assertThat(parked)
                .extracting(letter -> letter.stage() + ": " + letter.reason())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("HANDLER: no such address"),
                        line -> assertThat(line).startsWith("HANDLER: java.io.IOException: rec"),
                        line -> assertThat(line).startsWith("RECORD: alert is malformed: "));
        assertThat(parked.get(0).original().position().toString()).isEqualTo(topic.name() + "/0/1");
        assertThat(parked.get(0).original().headers())
                .filteredOn(header -> header.name().equals("parked_by"))
                .extracting(Header::value)
                .containsExactly(topic.group().getBytes(UTF_8));
    }

    @Test
    void shouldWaitForTheHandlerCommitAndLeaveWhenClosed() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<String> events = Collections.synchronizedList(new ArrayList<>());
        Alert busy = started(ONE, 0);
        handler.on(
                busy,
                () -> {
                    release.await();
                    events.add("handled");
                });
        topic.write(List.of(busy, ended(ONE, 0)));
        AlertConsumer consumer = start(handler);
        handler.awaitAttempted(busy);

        Thread closer =
                new Thread(
                        () -> {
                            consumer.close();
                            events.add("closed");
                        });
        closer.start();
        TestingWait.until(
                "the handler is waited for",
                () -> closer.getState() == State.TERMINATED || isAwaitingTheHandler());
        release.countDown();
        closer.join();

        assertThat(events).containsExactly("handled", "closed");
        assertThat(topic.committed()).isEqualTo(handler.handled().size()).isPositive();
        assertThat(topic.members()).isZero();
    }

    private boolean isAwaitingTheHandler() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(e -> e.getKey().getName().equals("alert-consumer-" + topic.group()))
                .flatMap(e -> Stream.of(e.getValue()))
                .anyMatch(call -> call.getClassName().equals(FutureTask.class.getName()));
    }

    @Test
    void shouldSayThatKafkaDoesNotAnswer() throws Exception {
        AlertConsumer consumer;
        try (EmbeddedBroker mortal = EmbeddedBroker.start(0, SETTINGS);
                TestingAlertTopic lost = TestingAlertTopic.create(mortal, "lost")) {
            consumer = open(AlertConsumer.start(lost.clients(), options(), handler));
            Alert alert = started(ONE, 0);
            lost.write(List.of(alert));
            handler.awaitHandled(alert);
            assertThat(consumer.trouble()).isEmpty();
        }

        TestingWait.until("trouble", () -> consumer.trouble().isPresent());
        assertThat(consumer.trouble()).hasValue("no answer for 2 s");
    }

    private AlertConsumer start(AlertHandler to) {
        return open(AlertConsumer.start(topic.clients(), options(), to));
    }

    private void awaitAttempts(Alert alert, int count) throws Exception {
        TestingWait.until(count + " attempts", () -> handler.attempts(alert) >= count);
    }

    private <T extends AutoCloseable> T open(T closeable) {
        opened.add(closeable);
        return closeable;
    }
}
