package io.framewatch.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.ingest.capture.AccessOptions;
import io.framewatch.ingest.capture.CameraCapture;
import io.framewatch.ingest.capture.CameraOptions;
import io.framewatch.ingest.capture.CaptureEnvironment;
import io.framewatch.ingest.capture.Fit;
import io.framewatch.ingest.capture.FrameOptions;
import io.framewatch.ingest.capture.GatingOptions;
import io.framewatch.ingest.capture.Pace;
import io.framewatch.ingest.capture.Transport;
import io.framewatch.ingest.capture.VideoOptions;
import io.framewatch.ingest.publish.CameraCounts;
import io.framewatch.ingest.publish.CameraOutput;
import io.framewatch.ingest.publish.CameraTally;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What it costs to capture a file as ingest captures a camera, without Kafka.
 *
 * @param cpuSeconds processor time of this process, of user and system, with that of its collector
 *     and compiler
 * @param counts what became of the pictures
 */
record CaptureCost(double cpuSeconds, CameraCounts counts) {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Takes the frames of a capture. */
    interface Frames {
        void take(Frame frame) throws IOException;
    }

    /** Captures a file as fast as it goes. */
    static CaptureCost of(Path file, double fps, FrameEncoding encoding, GatingOptions gating)
            throws IOException, InterruptedException {
        return of(file, fps, encoding, gating, frame -> {});
    }

    /**
     * Captures a file as fast as it goes.
     *
     * @param frames takes the frames, on a thread of its own
     */
    static CaptureCost of(
            Path file, double fps, FrameEncoding encoding, GatingOptions gating, Frames frames)
            throws IOException, InterruptedException {
        CameraOptions camera =
                new CameraOptions(
                        new CameraId("bench"),
                        new VideoOptions(
                                file.toUri().toString(),
                                Transport.TCP,
                                AccessOptions.NONE,
                                PATIENCE,
                                Pace.FAST,
                                false),
                        new FrameOptions(fps, Fit.CROP, encoding, 90, 0),
                        gating,
                        List.of(),
                        false);
        CameraTally tally = new CameraTally();
        CameraOutput output =
                new CameraOutput(
                        tally,
                        frame -> {
                            take(frames, frame);
                            tally.run(frame.id().run()).published();
                        });
        long before = PROCESS.getProcessCpuTime();
        try (CameraCapture capture =
                new CameraCapture(
                        camera,
                        null,
                        Map.of(camera.id(), output),
                        new CaptureEnvironment(status -> {}))) {
            capture.start();
            if (!capture.awaitEnd(PATIENCE)) {
                throw new IOException(file + " takes longer than " + PATIENCE);
            }
        }
        return new CaptureCost((PROCESS.getProcessCpuTime() - before) / 1e9, tally.counts());
    }

    private static void take(Frames frames, Frame frame) {
        try {
            frames.take(frame);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
