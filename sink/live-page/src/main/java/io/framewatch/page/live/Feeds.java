package io.framewatch.page.live;

import io.framewatch.event.Camera;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.LedgerEntry;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.Subscription;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.TopicFollower;
import io.framewatch.topic.TopicRecord;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link LiveView} up to date with the topics. It survives that Kafka is away, at the start
 * too: the view is as it was then, and ages.
 */
public final class Feeds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);
    private static final Duration ALERTS = Duration.ofDays(7);
    private static final Duration BALANCES = Duration.ofHours(1);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration CONTACT = Duration.ofSeconds(3);

    private final KafkaClients clients;
    private final LiveView view;
    private final FrameReader frames;
    private final KafkaContact contact;
    private final Map<String, String> troubles = new TreeMap<>();
    private final ScheduledExecutorService timer;
    private final List<Feed> feeds;

    private Feeds(KafkaClients clients, LiveView view, FrameReader frames) {
        this.clients = clients;
        this.view = view;
        this.frames = frames;
        this.contact = new KafkaContact(clients);
        this.timer = Executors.newScheduledThreadPool(3, Feeds::daemon);
        this.feeds = List.of(results(), pictures(), settings(), alerts(), balances());
        var unusedTick =
                timer.scheduleAtFixedRate(this::tick, 1000, TICK.toMillis(), TimeUnit.MILLISECONDS);
        var unusedContact =
                timer.scheduleWithFixedDelay(
                        this::ask, 0, CONTACT.toMillis(), TimeUnit.MILLISECONDS);
        var unusedPast = timer.submit(this::readPast);
    }

    /**
     * Starts following.
     *
     * @param frames looks up frames whose results come late; stays the caller's
     */
    public static Feeds start(KafkaClients clients, LiveView view, FrameReader frames) {
        return new Feeds(clients, view, frames);
    }

    /** What Kafka refuses, one line; empty if all is well. */
    public String trouble() {
        synchronized (troubles) {
            return String.join("; ", new LinkedHashSet<>(troubles.values()));
        }
    }

    @Override
    public void close() {
        timer.shutdown(); // what is being read is read to its end, for nobody
        feeds.forEach(Feed::close);
        contact.close();
    }

    private Feed results() {
        return feed(
                "results",
                () ->
                        TopicFollower.fromEnd(
                                clients,
                                new Subscription<>(
                                        Topics.CLASSIFICATIONS,
                                        record -> view.result(record.value()))));
    }

    private Feed pictures() {
        return feed(
                "frames",
                () ->
                        TopicFollower.fromEnd(
                                clients,
                                new Subscription<>(
                                        Topics.FRAMES, record -> view.frame(record.value()))));
    }

    /** Compacted topics: what counts now, and each change. */
    private Feed settings() {
        return feed(
                "settings",
                () -> {
                    TopicAdmin.ensure(
                            clients,
                            List.of(Topics.CAMERAS, Topics.CAMERA_STATUS, Topics.ALERT_MARKS));
                    return TopicFollower.fromBeginning(
                            clients,
                            new Subscription<>(Topics.CAMERAS, new Cameras(view)),
                            new Subscription<>(
                                    Topics.CAMERA_STATUS, record -> view.status(record.value())),
                            new Subscription<>(
                                    Topics.ALERT_MARKS, record -> view.mark(record.value())));
                });
    }

    private Feed alerts() {
        return feed(
                "alerts",
                () ->
                        TopicFollower.since(
                                clients,
                                Instant.now().minus(ALERTS),
                                new Subscription<>(
                                        Topics.ALERTS, record -> view.alert(record.value()))));
    }

    private Feed balances() {
        return feed(
                "ledger",
                () ->
                        TopicFollower.since(
                                clients,
                                Instant.now().minus(BALANCES),
                                new Subscription<>(
                                        Topics.LEDGER,
                                        record -> {
                                            if (record.value() instanceof LedgerEntry entry) {
                                                view.ledger(entry);
                                            }
                                        })));
    }

    private Feed feed(String name, Feed.Opening opening) {
        return new Feed(name, opening, reason -> report(name, reason));
    }

    private void report(String name, String reason) {
        synchronized (troubles) {
            if (reason.isEmpty()) {
                troubles.remove(name);
            } else {
                troubles.put(name, reason);
            }
        }
    }

    /** The last minutes before the page looked, for the curves. */
    private void readPast() {
        Instant now = Instant.now();
        try {
            TopicScan.between(Topics.CLASSIFICATIONS, now.minus(LiveView.SCORES), now)
                    .read(clients, record -> view.past(record.value()));
        } catch (KafkaException e) {
            LOG.info("the curves begin now, as older results cannot be read: {}", e.toString());
        }
    }

    /** Ages the view, and looks up a picture for each camera whose result came without one. */
    private void tick() {
        try {
            view.tick();
            for (FrameLocation location : view.withoutStill()) {
                frames.read(location).ifPresent(frame -> view.still(Still.of(frame)));
            }
        } catch (RuntimeException e) {
            LOG.debug("no pictures this time", e); // Kafka is away: the feeds say so
        }
    }

    private void ask() {
        try {
            report("contact", contact.ask());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "page-timer");
        thread.setDaemon(true);
        return thread;
    }

    /** Cameras that come and go. */
    private record Cameras(LiveView view) implements RecordHandler<Camera> {

        @Override
        public void received(TopicRecord<Camera> record) {
            view.camera(record.value());
        }

        @Override
        public void deleted(TopicRecord<Void> record) {
            view.removed(record.key());
        }
    }
}
