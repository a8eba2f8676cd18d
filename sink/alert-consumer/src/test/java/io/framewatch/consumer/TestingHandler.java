package io.framewatch.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers what it was given, and fails as it is told. */
final class TestingHandler implements AlertHandler {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> handled = new ArrayList<>();
    private final List<String> recalled = new ArrayList<>();
    private final List<String> attempted = new ArrayList<>();
    private final Map<String, Step> steps = new ConcurrentHashMap<>();

    /** What happens when an alert comes. */
    interface Step {
        void run() throws Exception;
    }

    /** Does something each time that an alert comes; it is handled unless that throws. */
    void on(Alert alert, Step step) {
        steps.put(alert.attributes().id(), step);
    }

    @Override
    public void handle(Alert alert) throws Exception {
        String id = alert.attributes().id();
        add(attempted, id);
        Step step = steps.get(id);
        if (step != null) {
            step.run();
        }
        add(handled, id);
    }

    @Override
    public void recall(Alert alert) {
        add(recalled, alert.attributes().id());
    }

    synchronized List<String> handled() {
        return List.copyOf(handled);
    }

    synchronized List<String> recalled() {
        return List.copyOf(recalled);
    }

    synchronized int attempts(Alert alert) {
        return (int) attempted.stream().filter(alert.attributes().id()::equals).count();
    }

    /** Waits until an alert was handled. */
    synchronized void awaitHandled(Alert alert) throws InterruptedException {
        await(handled, alert);
    }

    /** Waits until the handler was called with an alert. */
    synchronized void awaitAttempted(Alert alert) throws InterruptedException {
        await(attempted, alert);
    }

    private void await(List<String> list, Alert alert) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!list.contains(alert.attributes().id())) {
            assertThat(System.nanoTime())
                    .as("%s in %s", alert.attributes().id(), list)
                    .isLessThan(end);
            wait(100);
        }
    }

    private synchronized void add(List<String> list, String id) {
        list.add(id);
        notifyAll();
    }
}
