package io.framewatch.ingest.capture;

import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameTimes;
import io.framewatch.ingest.capture.CaptureClock.Moment;
import io.framewatch.ingest.publish.CameraOutput;
import io.framewatch.ingest.publish.DropReason;
import io.framewatch.ingest.publish.FrameOutlet;
import io.framewatch.ingest.publish.RunTally;
import io.framewatch.ingest.publish.SkipReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a camera: its frames share the run number and are counted from 0. Each {@link #step()}
 * takes one picture through the whole way; whoever calls it brings the thread. Not thread-safe.
 */
final class CaptureRun implements AutoCloseable {

    private final CameraOptions camera;
    private final long run;
    private final Videos videos;
    private final Deadline deadline;
    private final Clocks clocks;
    private final List<View> views;
    private final Sampler sampler;
    private final StillScene scene;
    private ViewCheck viewCheck = new ViewCheck(false);
    private PacketChoice packets = PacketChoice.ALL;
    private Video video;
    private PictureEncoder encoder;
    private CaptureClock clock;
    private long sequence;
    private boolean pictureSeen;

    /**
     * Frames of one part of the pictures.
     *
     * @param id the camera id of the frames
     */
    private record View(CameraId id, Region region, RunTally tally, FrameOutlet outlet) {

        private void skip(SkipReason reason) {
            tally.captured();
            tally.skipped(reason);
        }

        private void drop(DropReason reason) {
            tally.captured();
            tally.dropped(reason);
        }
    }

    /** Opens this camera's video, again and again. */
    interface Videos {
        Video open() throws CaptureException;
    }

    /** Makes the clock of a run when it is known how its pictures come. */
    interface Clocks {
        CaptureClock of(Delivery delivery);
    }

    /**
     * Begins a run.
     *
     * @param outputs where the frames of each of the camera's views go
     */
    CaptureRun(
            CameraOptions camera,
            long run,
            Videos videos,
            Deadline deadline,
            Clocks clocks,
            Map<CameraId, CameraOutput> outputs) {
        this.camera = camera;
        this.run = run;
        this.videos = videos;
        this.deadline = deadline;
        this.clocks = clocks;
        this.views =
                camera.views().entrySet().stream()
                        .map(view -> view(view.getKey(), view.getValue(), outputs))
                        .toList();
        this.sampler = new Sampler(camera.frames().fps());
        this.scene = new StillScene(camera.gating().heartbeat());
    }

    /** Has each picture shown to a check, which outlives the run. */
    CaptureRun watchedBy(ViewCheck check) {
        this.viewCheck = check;
        return this;
    }

    /**
     * Captures the next picture.
     *
     * @return false at the end of a file that is not looped
     */
    boolean step() throws CaptureException, InterruptedException {
        if (video == null) {
            video = videos.open();
            clock = clock == null ? clocks.of(video.delivery()) : clock;
            packets = camera.gating().packets();
            video.choose(packets);
            pictureSeen = false;
        }
        boolean picture = next();
        if (picture) {
            capture();
            return true;
        }
        return beginAgain();
    }

    /** One line about the stream that has not been said yet. */
    Optional<String> takeNotice() {
        Optional<String> notice = clock.takeNotice().or(viewCheck::takeNotice);
        return notice.isPresent() || video == null ? notice : video.takeNotice();
    }

    /** Ends the run and closes the video, if one is open. Idempotent. */
    @Override
    public void close() {
        views.forEach(view -> view.tally().end());
        closeVideo();
        if (encoder != null) {
            encoder.close();
        }
    }

    private View view(CameraId id, Region region, Map<CameraId, CameraOutput> outputs) {
        CameraOutput output = outputs.get(id);
        return new View(id, region, output.tally().run(run), output.outlet());
    }

    private boolean next() throws CaptureException {
        boolean picture;
        try {
            picture = video.next();
        } finally {
            if (!deadline.isStopped()) {
                countWithoutPicture();
            }
        }
        if (deadline.isStopped()) { // a picture of a call that was abandoned comes too late
            throw new CaptureException(FailureReason.STOPPED);
        }
        return picture;
    }

    private void countWithoutPicture() {
        for (int i = video.takeLeftOut(); i > 0; i--) {
            sequence++;
            skip(camera.gating().reason());
        }
        for (int i = video.takeLost(); i > 0; i--) {
            sequence++;
            dropDamaged();
        }
    }

    private void capture() throws CaptureException, InterruptedException {
        pictureSeen = true;
        Moment moment = clock.place(video.ptsMicros(), video.durationMicros());
        long number = sequence++;
        if (video.isDamaged()) {
            dropDamaged();
            return;
        }
        viewCheck.look(video, moment.micros());
        if (!sampler.takes(moment.micros())) {
            skip(SkipReason.RATE);
        } else if (isStill(moment)) {
            skip(SkipReason.STILL);
        } else {
            views.forEach(view -> view.tally().captured());
            publish(number, moment, images());
        }
    }

    private void skip(SkipReason reason) {
        views.forEach(view -> view.skip(reason));
    }

    private boolean isStill(Moment moment) throws CaptureException {
        if (camera.gating().gate() == Gate.NONE) {
            return false;
        }
        byte[] luma = video.luma(StillScene.COLUMNS, StillScene.ROWS);
        StillScene.Verdict verdict = scene.judge(luma, moment.micros());
        packets.compared(verdict != StillScene.Verdict.CHANGED);
        return verdict == StillScene.Verdict.STILL;
    }

    private void dropDamaged() {
        views.forEach(view -> view.drop(DropReason.DAMAGED));
    }

    /** The images of the views, in their order. */
    private List<byte[]> images() throws CaptureException {
        try {
            List<byte[]> images = new ArrayList<>();
            for (View view : views) {
                images.add(encoder().encode(video, view.region(), camera.frames().fit()));
            }
            return images;
        } catch (CaptureException | RuntimeException | Error e) {
            views.forEach(view -> view.tally().dropped(DropReason.NOT_ENCODED));
            throw e;
        }
    }

    /**
     * What an outlet gets it counts; what none gets, as the thread is interrupted, is counted here.
     */
    private void publish(long number, Moment moment, List<byte[]> images)
            throws InterruptedException {
        FrameTimes times = new FrameTimes(moment.captureTime(), video.cameraTime().orElse(null));
        int handedOver = 0;
        try {
            while (handedOver < views.size()) {
                View view = views.get(handedOver);
                FrameId id = new FrameId(view.id(), run, number);
                Frame.Image square =
                        new Frame.Image(
                                camera.frames().encoding(),
                                Fit.SIZE,
                                Fit.SIZE,
                                images.get(handedOver));
                handedOver++;
                view.outlet().publish(new Frame(id, times, moment.micros(), square));
            }
        } finally {
            views.subList(handedOver, views.size())
                    .forEach(view -> view.tally().dropped(DropReason.STOPPED));
        }
    }

    private PictureEncoder encoder() throws CaptureException {
        if (encoder == null) {
            FrameOptions frames = camera.frames();
            encoder = PictureEncoder.of(frames.encoding(), frames.quality());
        }
        return encoder;
    }

    /** A looping file goes on in the same run: its time line and numbers continue. */
    private boolean beginAgain() throws CaptureException {
        if (!pictureSeen) {
            throw new CaptureException(FailureReason.NO_PICTURE);
        }
        closeVideo();
        clock.restart();
        return camera.video().loop();
    }

    private void closeVideo() {
        if (video != null) {
            video.close();
            video = null;
        }
    }
}
