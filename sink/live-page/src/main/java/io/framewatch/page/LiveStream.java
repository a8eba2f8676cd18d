package io.framewatch.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.framewatch.page.live.AlertRow;
import io.framewatch.page.live.CameraRow;
import io.framewatch.page.live.LiveView;
import io.framewatch.page.live.Still;
import io.framewatch.page.live.SystemRow;
import io.javalin.http.sse.SseClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Server-sent events of the live view: one thread a client, as a client that does not read holds it
 * up. Thread-safe.
 */
final class LiveStream {

    /** Clients at a time; each has a thread and a few kilobytes. */
    static final int MAX_CLIENTS = 64;

    private static final int CAMERAS_A_BATCH = 8;
    private static final long PAUSE_MILLIS = 100;
    private static final long SYSTEM_MILLIS = 1000;

    private final LiveView view;
    private final Supplier<String> trouble;
    private final AtomicInteger clients = new AtomicInteger();

    /** What a client gets first. */
    private record Hello(List<CameraRow> cameras, List<AlertRow> alerts) {}

    /** What has changed of cameras; the ids in {@code gone} are no more. */
    private record Change(List<CameraRow> cameras, List<Shown> pictures, List<String> gone) {}

    /** A picture of a camera, the JPEG in base64. */
    private record Shown(String id, String frame, byte[] jpeg) {}

    /** The system now; {@code kafka} is what Kafka refuses. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Beat(long now, SystemRow system, String kafka) {}

    /**
     * @param trouble what Kafka refuses, empty if all is well
     */
    LiveStream(LiveView view, Supplier<String> trouble) {
        this.view = view;
        this.trouble = trouble;
    }

    boolean isFull() {
        return clients.get() >= MAX_CLIENTS;
    }

    /** Serves a client until it goes. */
    void serve(SseClient client) {
        client.keepAlive();
        String focus = client.ctx().queryParam("focus");
        Thread thread = new Thread(() -> run(client, focus), "page-client");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(SseClient client, String focus) {
        Updates updates = new Updates(CAMERAS_A_BATCH);
        clients.incrementAndGet();
        view.add(updates);
        try (client) {
            send(client, updates, focus);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            view.remove(updates);
            clients.decrementAndGet();
        }
    }

    private void send(SseClient client, Updates updates, String focus) throws InterruptedException {
        Map<String, String> shown = new HashMap<>();
        List<CameraRow> rows = view.rows();
        client.sendEvent("hello", new Hello(rows, view.alerts()));
        rows.forEach(row -> updates.camera(row.id(), false));
        long beat = 0;
        while (!client.terminated()) {
            if (System.nanoTime() - beat > SYSTEM_MILLIS * 1_000_000) {
                beat = System.nanoTime();
                client.sendEvent("system", beat());
            }
            send(client, updates.take(SYSTEM_MILLIS), shown, focus);
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private void send(
            SseClient client, Updates.Batch batch, Map<String, String> shown, String focus) {
        if (!batch.cameras().isEmpty()) {
            client.sendEvent("cameras", change(batch.cameras(), shown, focus));
        }
        if (!batch.alerts().isEmpty()) {
            client.sendEvent(
                    "alerts",
                    batch.alerts().stream().flatMap(id -> view.alert(id).stream()).toList());
        }
    }

    private Change change(List<String> ids, Map<String, String> shown, String focus) {
        List<CameraRow> rows = new ArrayList<>();
        List<Shown> pictures = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (String id : ids) {
            Optional<CameraRow> row = view.row(id);
            if (row.isEmpty()) {
                gone.add(id);
                shown.remove(id);
            } else {
                rows.add(row.get());
                picture(id, shown, focus).ifPresent(pictures::add);
            }
        }
        return new Change(rows, pictures, gone);
    }

    /** A picture that this client does not have yet. */
    private Optional<Shown> picture(String id, Map<String, String> shown, String focus) {
        if (focus != null && !focus.equals(id)) {
            return Optional.empty();
        }
        return view.still(id)
                .filter(still -> !frame(still).equals(shown.put(id, frame(still))))
                .map(still -> new Shown(id, frame(still), still.jpeg()));
    }

    private static String frame(Still still) {
        return still.frame().toString();
    }

    private Beat beat() {
        String refused = trouble.get();
        return new Beat(
                System.currentTimeMillis(), view.system(), refused.isEmpty() ? null : refused);
    }
}
