package io.framewatch.consumer.forward;

import io.framewatch.configuration.Redaction;
import io.framewatch.consumer.AlertHandler;
import io.framewatch.event.Alert;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** Sends the alerts of a route to its channel. Counts may be read by any thread. */
final class ChannelHandler implements AlertHandler {

    private final Channel channel;
    private final Globs rules;
    private final Globs cameras;
    private final CoolDown coolDown;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong leftOut = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile String trouble = "";

    ChannelHandler(ChannelRoute route, Channel channel) {
        this.channel = channel;
        rules = new Globs(route.rules());
        cameras = new Globs(route.cameras());
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
        return rules.select(alert.trigger().rule())
                && cameras.select(alert.trigger().camera().value());
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
