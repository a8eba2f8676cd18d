package io.framewatch.ingest.capture;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/** A video of grey pictures, 25 a second, that does at its end what the test wants. */
final class TestingVideo implements Video {

    private final int pictures;
    private final End end;
    private IntPredicate damaged = picture -> false;
    private CaptureException failure;
    private int picture = -1;
    private int lossBefore = -1;
    private int lost;
    private int leavingOut;
    private int exhausting = -1;
    private Instant taken;
    private byte[] luma;
    private int looks;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What happens instead of the picture after the last one. */
    interface End {
        boolean next() throws CaptureException;
    }

    TestingVideo(int pictures, End end) {
        this.pictures = pictures;
        this.end = end;
    }

    static TestingVideo file(int pictures) {
        return new TestingVideo(pictures, () -> false);
    }

    static TestingVideo failing(int pictures, FailureReason reason) {
        return new TestingVideo(
                pictures,
                () -> {
                    throw new CaptureException(reason);
                });
    }

    TestingVideo damagedAt(IntPredicate pictures) {
        this.damaged = pictures;
        return this;
    }

    TestingVideo notConverted(CaptureException why) {
        this.failure = why;
        return this;
    }

    TestingVideo losingBefore(int picture, int pictures) {
        this.lossBefore = picture;
        this.lost = pictures;
        return this;
    }

    /** Leaves out packets before each picture and before the end. */
    TestingVideo leavingOut(int packets) {
        this.leavingOut = packets;
        return this;
    }

    /** Takes more memory than there is for a picture. */
    TestingVideo exhaustingMemoryAt(int picture) {
        this.exhausting = picture;
        return this;
    }

    @Override
    public int takeLeftOut() {
        return leavingOut;
    }

    @Override
    public int takeLost() {
        return picture == lossBefore ? lost : 0;
    }

    /** A camera that took its first picture then, by its own clock. */
    TestingVideo taken(Instant time) {
        this.taken = time;
        return this;
    }

    @Override
    public Optional<Instant> cameraTime() {
        return Optional.ofNullable(taken).map(time -> time.plusMillis(picture * 40L));
    }

    /** A video whose pictures are small and grey like this. */
    TestingVideo showing(byte[] luma) {
        this.luma = luma;
        return this;
    }

    @Override
    public byte[] luma(int columns, int rows) {
        looks++;
        return luma == null ? new byte[columns * rows] : luma;
    }

    /** How often its brightness was asked for. */
    int looks() {
        return looks;
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    void awaitClosed() throws InterruptedException {
        if (!closed.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("the video was not closed within 10 s");
        }
    }

    @Override
    public boolean next() throws CaptureException {
        picture++;
        return picture < pictures || end.next();
    }

    @Override
    public long ptsMicros() {
        return picture * 40_000L;
    }

    @Override
    public long durationMicros() {
        return 40_000;
    }

    @Override
    public Delivery delivery() {
        return Delivery.RECORDED;
    }

    @Override
    public boolean isDamaged() {
        return damaged.test(picture);
    }

    @Override
    public byte[] rgb(Region region, Fit fit) {
        if (picture == exhausting) {
            throw new OutOfMemoryError("a picture too much");
        }
        return new byte[Fit.SIZE * Fit.SIZE * 3];
    }

    @Override
    public byte[] ycbcr(Region region, Fit fit) throws CaptureException {
        if (failure != null) {
            throw failure;
        }
        return rgb(region, fit);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
