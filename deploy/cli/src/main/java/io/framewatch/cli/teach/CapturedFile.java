package io.framewatch.cli.teach;

import io.framewatch.cli.CommandException;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.ingest.capture.AccessOptions;
import io.framewatch.ingest.capture.CameraCapture;
import io.framewatch.ingest.capture.CameraOptions;
import io.framewatch.ingest.capture.CameraState;
import io.framewatch.ingest.capture.CameraStatus;
import io.framewatch.ingest.capture.CaptureEnvironment;
import io.framewatch.ingest.capture.Fit;
import io.framewatch.ingest.capture.FrameOptions;
import io.framewatch.ingest.capture.GatingOptions;
import io.framewatch.ingest.capture.Pace;
import io.framewatch.ingest.capture.Transport;
import io.framewatch.ingest.capture.VideoOptions;
import io.framewatch.ingest.publish.CameraOutput;
import io.framewatch.ingest.publish.CameraTally;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * Captures a file as ingest captures the camera: decoded, fitted and encoded in the same way, so
 * that a head is trained on what it will classify.
 */
final class CapturedFile {

    private static final Duration MAX_DURATION = Duration.ofMinutes(10);

    private CapturedFile() {}

    /**
     * Captures a video or a picture.
     *
     * @param camera how the camera captures, with one view; its URI is ignored
     * @param frames takes each frame and returns whether to go on; called by another thread
     * @throws CommandException if FFmpeg cannot read the file
     */
    static void read(CameraOptions camera, Path file, Predicate<Frame> frames)
            throws CommandException, InterruptedException {
        CameraCapture.loadNatives();
        AtomicReference<CameraCapture> capture = new AtomicReference<>();
        AtomicReference<String> failure = new AtomicReference<>();
        CameraOutput output =
                new CameraOutput(
                        new CameraTally(),
                        frame -> {
                            if (!frames.test(frame)) {
                                capture.get().close();
                            }
                        });
        CameraCapture running =
                new CameraCapture(
                        of(camera, file),
                        null,
                        Map.of(camera.views().keySet().iterator().next(), output),
                        new CaptureEnvironment(status -> noteFailure(status, failure)));
        capture.set(running);
        try (running) {
            running.start();
            if (!running.awaitEnd(MAX_DURATION)) {
                failure.set("it takes longer than " + MAX_DURATION.toMinutes() + " minutes");
            }
        }
        if (failure.get() != null) {
            throw new CommandException("%s: %s".formatted(file, failure.get()));
        }
    }

    private static void noteFailure(CameraStatus status, AtomicReference<String> failure) {
        if (status.state() == CameraState.FAILED) {
            failure.set(status.message());
        }
    }

    /** The same camera with another fit and encoding of whole pictures. */
    static CameraOptions with(CameraOptions camera, Fit fit, FrameEncoding encoding) {
        FrameOptions frames = camera.frames();
        return new CameraOptions(
                camera.id(),
                camera.video(),
                new FrameOptions(frames.fps(), fit, encoding, frames.quality(), frames.track()),
                camera.gating(),
                List.of(),
                camera.viewCheck());
    }

    private static CameraOptions of(CameraOptions camera, Path file) {
        String uri = file.toAbsolutePath().toUri().toString();
        VideoOptions video =
                new VideoOptions(
                        uri,
                        Transport.TCP,
                        AccessOptions.NONE,
                        camera.video().timeout(),
                        Pace.FAST,
                        false);
        return new CameraOptions(
                camera.id(), video, camera.frames(), GatingOptions.NONE, camera.regions(), false);
    }
}
