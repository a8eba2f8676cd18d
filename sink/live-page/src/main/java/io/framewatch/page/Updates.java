package io.framewatch.page;

import io.framewatch.page.live.LiveListener;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one client is still to be told: which cameras and alerts have changed, each once. What a
 * camera showed in between is never sent, so a slow client costs no memory. Thread-safe.
 */
final class Updates implements LiveListener {

    private final int maxCameras;
    private final Set<String> urgent = new LinkedHashSet<>();
    private final Set<String> cameras = new LinkedHashSet<>();
    private final Set<String> alerts = new LinkedHashSet<>();

    /**
     * What to send now.
     *
     * @param cameras ids of cameras, those first that have waited longest
     * @param alerts ids of alerts
     */
    record Batch(List<String> cameras, List<String> alerts) {}

    /**
     * @param maxCameras in one batch, those aside that are urgent
     */
    Updates(int maxCameras) {
        this.maxCameras = maxCameras;
    }

    @Override
    public synchronized void camera(String id, boolean isUrgent) {
        if (isUrgent) {
            urgent.add(id);
        } else {
            cameras.add(id);
        }
        notifyAll();
    }

    @Override
    public synchronized void alert(String id) {
        alerts.add(id);
        notifyAll();
    }

    /** Takes what to send, after at most a time, when there may be nothing. */
    synchronized Batch take(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (urgent.isEmpty() && cameras.isEmpty() && alerts.isEmpty()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        Set<String> taken = new LinkedHashSet<>(urgent);
        urgent.clear();
        cameras.stream().limit(maxCameras).forEach(taken::add);
        cameras.removeAll(taken);
        Batch batch = new Batch(List.copyOf(taken), new ArrayList<>(alerts));
        alerts.clear();
        return batch;
    }
}
