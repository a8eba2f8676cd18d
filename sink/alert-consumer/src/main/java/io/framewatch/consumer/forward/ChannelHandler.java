package io.framewatch.consumer.forward;

import io.framewatch.configuration.Redaction;
import io.framewatch.consumer.AlertHandler;
import io.framewatch.event.Alert;
import io.framewatch.event.CameraSelector;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** Sends the alerts of a route to its channel. Counts may be read by any thread. */
final class ChannelHandler implements AlertHandler {

    private final Channel channel;
    private final ChannelRoute route;
    private final CoolDown coolDown;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong leftOut = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile String trouble = "";

    ChannelHandler(ChannelRoute route, Channel channel) {
        this.channel = channel;
        this.route = route;
        coolDown = new CoolDown(route.coolDown());
    }

    @Override
    public void handle(Alert alert) throws Exception {
        if (!isSelected(alert)) {
            return;
        }
        if (!coolDown.admits(alert)) {
            leftOut.incrementAndGet();
            return;
        }
        try {
            channel.send(alert);
        } catch (InterruptedException e) {
            throw e; // the forwarder ends
        } catch (Exception e) {
            failed(e);
            throw e;
        }
        delivered(alert);
    }

    /** What was handled before counts as delivered, unless it was left out. */
    @Override
    public void recall(Alert alert) {
        if (isSelected(alert) && coolDown.admits(alert)) {
            coolDown.delivered(alert);
        }
    }

    long delivered() {
        return delivered.get();
    }

    long leftOut() {
        return leftOut.get();
    }

    long failed() {
        return failed.get();
    }

    /** Why the latest attempt failed, without secrets; empty if it did not. */
    String trouble() {
        return trouble;
    }

    private boolean isSelected(Alert alert) {
        return isSelected(route.rules(), alert.trigger().rule())
                && isSelected(route.cameras(), alert.trigger().camera().value());
    }

    private static boolean isSelected(List<String> globs, String id) {
        return globs.isEmpty() || globs.stream().anyMatch(glob -> CameraSelector.matches(glob, id));
    }

    private void failed(Exception e) {
        failed.incrementAndGet();
        trouble = Redaction.hide(Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }

    private void delivered(Alert alert) {
        coolDown.delivered(alert);
        delivered.incrementAndGet();
        trouble = "";
    }
}
