package io.framewatch.ingest.capture;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.event.ExecutionScheduledEvent;
import java.time.Duration;

/**
 * The thread of a camera: runs after runs, with pauses after failures, until the file ends, the
 * camera is given up, or it is stopped. A worker that hangs in a native call is abandoned: it does
 * nothing more should the call ever return.
 */
final class CaptureWorker implements Runnable {

    /** A run of this length counts as success: the next failure is a first one again. */
    private static final Duration STABLE = Duration.ofSeconds(10);

    private final Runs runs;
    private final Reports reports;
    private final boolean live;
    private final FailsafeExecutor<Boolean> retries;
    private final Deadline deadline = new Deadline();

    /** Starts runs of the camera. */
    interface Runs {
        CaptureRun begin(Deadline deadline);
    }

    /** Gets every change of the camera's state. */
    interface Reports {
        void report(CaptureWorker worker, CameraState state, String message);
    }

    CaptureWorker(Runs runs, Reports reports, boolean live, RetryDelays delays) {
        this.runs = runs;
        this.reports = reports;
        this.live = live;
        this.retries =
                Failsafe.with(
                        delays.slowly(live).onRetryScheduled(this::reportRetry).build(),
                        delays.soon(live).onRetryScheduled(this::reportRetry).build());
    }

    @Override
    public void run() {
        try {
            report(CameraState.CONNECTING, "");
            while (retries.get(this::captureOnce)) {
                // The run was long enough to count as success, so the delays start afresh.
            }
            report(CameraState.FINISHED, "the file is at its end");
        } catch (FailsafeException e) {
            reportEnd(e.getCause());
        } catch (RuntimeException | Error e) { // or the camera would seem live for ever
            reportEnd(e);
        }
    }

    /** Ends the present call and the worker; the thread must be interrupted, too. */
    void stop() {
        deadline.stop();
    }

    /** Whether a native call should have ended this long ago. */
    boolean isWedged(Duration grace) {
        return deadline.isOverdueBy(grace);
    }

    /** Captures one run; returns true if it was long but ended, false at the end of the file. */
    private boolean captureOnce() throws CaptureException, InterruptedException {
        try {
            return captureRun();
        } catch (OutOfMemoryError e) { // JavaCPP limits the memory of the process
            throw new CaptureException(FailureReason.NO_MEMORY, String.valueOf(e.getMessage()));
        }
    }

    private boolean captureRun() throws CaptureException, InterruptedException {
        long firstPicture = 0;
        try (CaptureRun run = runs.begin(deadline)) {
            while (run.step()) {
                if (firstPicture == 0) {
                    firstPicture = System.nanoTime();
                    report(CameraState.LIVE, "");
                }
                run.takeNotice().ifPresent(notice -> report(CameraState.LIVE, notice));
            }
            return false;
        } catch (CaptureException e) {
            boolean stable =
                    firstPicture != 0 && System.nanoTime() - firstPicture > STABLE.toNanos();
            if (stable && Reaction.to(e.reason(), live) == Reaction.RETRY) {
                report(CameraState.RETRYING, e.getMessage() + "; connecting again now");
                return true;
            }
            throw e;
        }
    }

    private void reportRetry(ExecutionScheduledEvent<Boolean> event) {
        double seconds = event.getDelay().toMillis() / 1000.0;
        report(
                CameraState.RETRYING,
                "%s; next try in %.1f s".formatted(event.getLastException().getMessage(), seconds));
    }

    private void reportEnd(Throwable cause) {
        if (cause instanceof InterruptedException || deadline.isStopped()) {
            report(CameraState.STOPPED, "");
        } else if (cause instanceof CaptureException) {
            report(CameraState.FAILED, cause.getMessage() + "; given up");
        } else {
            report(CameraState.FAILED, "unexpected error: " + cause + "; given up");
        }
    }

    private void report(CameraState state, String message) {
        reports.report(this, state, message);
    }
}
