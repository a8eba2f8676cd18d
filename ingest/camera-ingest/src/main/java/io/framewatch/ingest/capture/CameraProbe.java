package io.framewatch.ingest.capture;

import io.framewatch.ingest.capture.ProbeReport.Connection;
import io.framewatch.ingest.capture.ProbeReport.Pictures;
import io.framewatch.ingest.capture.ProbeReport.Track;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Watches a camera for a while to find out what it sends. For one thread. */
public final class CameraProbe {

    private final LongSupplier nanoTime;
    private final boolean live;
    private final Connection connection;
    private final StampCheck stamps;
    private final Set<String> notes = new LinkedHashSet<>();
    private Track track;
    private long pictures;
    private long damaged;
    private long keyFrames;
    private long firstKey;
    private long lastKey;
    private long time;
    private byte[] square;

    private CameraProbe(boolean live, Connection connection, LongSupplier nanoTime) {
        this.live = live;
        this.connection = connection;
        this.stamps = new StampCheck(live);
        this.nanoTime = nanoTime;
    }

    /**
     * Opens a camera, over UDP if it refuses TCP, and watches it.
     *
     * @param camera its address, and how it is opened
     * @param login user name and password, or null
     * @param duration how long to watch a live camera, or how much of a recording to read
     * @throws ProbeException if it gives no picture
     */
    public static ProbeReport watch(CameraOptions camera, Login login, Duration duration)
            throws ProbeException {
        VideoSource source =
                VideoSource.of(camera.video(), login).withTrack(camera.frames().track());
        try {
            return source.openOverEither(
                    any -> watch(any, camera.frames().fit(), duration, !any.equals(source)));
        } catch (CaptureException e) {
            throw new ProbeException(e.getMessage(), e);
        }
    }

    private static ProbeReport watch(
            VideoSource source, Fit fit, Duration duration, boolean overUdp)
            throws CaptureException {
        try (FfmpegVideo video = FfmpegVideo.open(source, new Deadline())) {
            boolean live = video.delivery() != Delivery.RECORDED;
            Connection connection = new Connection(overUdp, certificate(source));
            return new CameraProbe(live, connection, System::nanoTime).watch(video, fit, duration);
        }
    }

    /** Null also if the camera, which is open, allows no second connection or no TLS of Java. */
    private static Fingerprint certificate(VideoSource source) {
        if (!source.isEncrypted() || source.certificate() != null) {
            return source.certificate();
        }
        try (TlsTunnel tunnel = TlsTunnel.open(source.address(), null, source.timeout())) {
            return tunnel.certificate();
        } catch (CaptureException e) {
            return null;
        }
    }

    private ProbeReport watch(FfmpegVideo video, Fit fit, Duration duration)
            throws CaptureException {
        try {
            takePictures(video, fit, duration);
        } catch (CaptureException e) {
            if (pictures == 0) {
                throw e;
            }
            notes.add("ended after %d pictures: %s".formatted(pictures, e.getMessage()));
        }
        if (pictures == 0) {
            throw new CaptureException(FailureReason.NO_PICTURE);
        }
        double groups = keyFrames < 2 ? 0 : (lastKey - firstKey) / 1e6 / (keyFrames - 1);
        return new ProbeReport(
                track,
                new Pictures(pictures, damaged, stamps.fps(), groups),
                stamps.verdict(),
                List.copyOf(notes),
                connection,
                square);
    }

    private void takePictures(FfmpegVideo video, Fit fit, Duration duration)
            throws CaptureException {
        long start = nanoTime.getAsLong();
        long micros = TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
        while (time < micros && video.next()) {
            long arrival = TimeUnit.NANOSECONDS.toMicros(nanoTime.getAsLong() - start);
            long pts = video.ptsMicros();
            stamps.add(pts, arrival);
            time = live || pts == Video.NO_PTS ? arrival : stamps.span();
            note(video, fit);
        }
    }

    private void note(FfmpegVideo video, Fit fit) throws CaptureException {
        track = video.track();
        pictures++;
        notes.addAll(video.peculiarities());
        video.takeNotice().ifPresent(notes::add);
        if (video.isKey()) {
            keyFrames++;
            firstKey = keyFrames == 1 ? time : firstKey;
            lastKey = time;
        }
        if (video.isDamaged()) {
            damaged++;
        } else {
            square = video.rgb(Region.WHOLE, fit);
        }
    }
}
