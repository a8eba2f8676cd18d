package io.framewatch.ingest.capture;

/** Files tell the time by their time stamps; a {@link Pacer} plays them. Not thread-safe. */
final class FileClock implements CaptureClock {

    private final Timeline timeline = new Timeline();
    private final Pacer pacer;

    FileClock(Pacer pacer) {
        this.pacer = pacer;
    }

    @Override
    public Moment place(long pts, long duration) throws InterruptedException {
        long micros = timeline.place(pts, duration);
        return new Moment(pacer.captureTime(micros), micros);
    }

    @Override
    public void restart() {
        timeline.restart();
    }
}
