package io.framewatch.benchmark;

import io.framewatch.benchmark.ClipAlerts.Alert;
import io.framewatch.benchmark.IngestReport.Missed;
import io.framewatch.benchmark.IngestReport.Saving;
import io.framewatch.benchmark.IngestReport.ToFfmpeg;
import io.framewatch.cli.Home;
import io.framewatch.event.FrameEncoding;
import io.framewatch.ingest.capture.CameraCapture;
import io.framewatch.ingest.capture.Gate;
import io.framewatch.ingest.capture.GatingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** Captures clips in turns with the ffmpeg program, and with what can be left out. */
final class IngestBench {

    /** More than any clip has, so that every picture is taken. */
    private static final double EVERY_PICTURE = 120;

    private static final double FPS = 5;
    private static final double DEMO_FPS = 10;
    private static final int MADE_SECONDS = 40;

    /** As {@link io.framewatch.ingest.capture.Fit#CROP} does it, for wide pictures. */
    private static final String SCALE =
            "scale=trunc(iw*256/ih):256:flags=bilinear+accurate_rnd+full_chroma_int,";

    private static final String CROP = "crop=224:224";

    /** As ingest does it at quality 90: the same tables of quantisation and of Huffman. */
    private static final String MJPEG =
            "-c:v mjpeg -huffman default -qmin 8 -qmax 8 -q:v 8 -intra_matrix "
                    + "3,2,2,3,5,8,10,12,2,2,3,4,5,12,12,11,"
                    + "3,3,3,5,8,11,14,11,3,3,4,6,10,17,16,12,"
                    + "4,4,7,11,14,22,21,15,5,7,11,13,16,21,23,18,"
                    + "10,13,16,17,21,24,24,20,14,18,19,20,22,20,21,20"
                    + " -chroma_intra_matrix "
                    + "3,4,5,9,20,20,20,20,4,4,5,13,20,20,20,20,"
                    + "5,5,11,20,20,20,20,20,9,13,20,20,20,20,20,20,"
                    + "20,20,20,20,20,20,20,20,20,20,20,20,20,20,20,20,"
                    + "20,20,20,20,20,20,20,20,20,20,20,20,20,20,20,20";

    private static final GatingOptions KEY_FRAMES =
            new GatingOptions(true, Gate.NONE, Duration.ofSeconds(10));
    private static final GatingOptions STILL =
            new GatingOptions(false, Gate.STILL, Duration.ofSeconds(10));

    private final Home home;
    private final List<Path> clips;
    private final Path folder;
    private final Consumer<String> progress;

    private record Work(double cpuSeconds, long frames) {}

    /** A video, its length in seconds, and what of it is left out. */
    private record Case(String name, Path video, double seconds, GatingOptions gating) {}

    /**
     * Prepares it.
     *
     * @param home where the clips, the model and the head are
     * @param folder for videos that are made
     */
    IngestBench(Home home, Path folder, Consumer<String> progress) {
        this.home = home;
        this.clips = List.of(home.cars(), home.people());
        this.folder = folder;
        this.progress = progress;
    }

    IngestReport run(int rounds) throws Exception { // any failure: no figure
        CameraCapture.loadNatives();
        List<ToFfmpeg> toFfmpeg = new ArrayList<>();
        for (FrameEncoding encoding : FrameEncoding.values()) {
            toFfmpeg.add(compare(encoding, rounds));
        }
        List<Saving> savings = new ArrayList<>();
        for (Case next : cases()) {
            savings.add(save(next, rounds));
        }
        List<Missed> alerts =
                List.of(
                        missed(home.cars(), () -> ClipAlerts.ofModel(home.roadside())),
                        missed(
                                home.people(),
                                () -> ClipAlerts.ofHead(home.roadside(), home.roomHead())));
        return new IngestReport(toFfmpeg, savings, alerts);
    }

    private ToFfmpeg compare(FrameEncoding encoding, int rounds)
            throws IOException, InterruptedException {
        double[] ingest = new double[rounds];
        double[] ffmpeg = new double[rounds];
        double[] ratios = new double[rounds];
        Work unused = capture(encoding); // the compiler works for some thousand frames
        long frames = capture(encoding).frames;
        for (int round = 0; round < rounds; round++) {
            ingest[round] = capture(encoding).cpuSeconds * 1e6 / frames;
            ffmpeg[round] = ffmpegSeconds(encoding) * 1e6 / frames;
            ratios[round] = ingest[round] / ffmpeg[round];
            progress.accept(
                    "%s round %d: ingest %.0f, ffmpeg %.0f microseconds a frame"
                            .formatted(encoding, round + 1, ingest[round], ffmpeg[round]));
        }
        return new ToFfmpeg(
                "every picture of both clips, " + encoding,
                median(ingest),
                median(ffmpeg),
                median(ratios));
    }

    private Work capture(FrameEncoding encoding) throws IOException, InterruptedException {
        double seconds = 0;
        long frames = 0;
        for (Path clip : clips) {
            CaptureCost cost = CaptureCost.of(clip, EVERY_PICTURE, encoding, GatingOptions.NONE);
            seconds += cost.cpuSeconds();
            frames += cost.counts().published();
        }
        return new Work(seconds, frames);
    }

    private double ffmpegSeconds(FrameEncoding encoding) throws IOException, InterruptedException {
        String output =
                switch (encoding) {
                    case RGB -> SCALE + "format=rgb24," + CROP + " -c:v rawvideo -f rawvideo";
                    case JPEG -> SCALE + CROP + ",format=yuvj420p " + MJPEG + " -f image2pipe";
                };
        double seconds = 0;
        for (Path clip : clips) {
            seconds +=
                    FfmpegProgram.run(
                            "-i %s -an -fps_mode passthrough -vf %s /dev/null"
                                    .formatted(clip, output));
        }
        return seconds;
    }

    private List<Case> cases() throws IOException, InterruptedException {
        String h264 = " -an -c:v libopenh264 -b:v 2M -g 50 -pix_fmt yuv420p ";
        Path moving = folder.resolve("moving.mp4");
        Path still = folder.resolve("still.mp4");
        // 25 pictures a second, a key frame every 2 s.
        FfmpegProgram.run("-r 25 -i " + clips.get(1) + h264 + moving);
        FfmpegProgram.run(
                "-i %s -vf trim=end_frame=1,loop=-1:1,setpts=N/25/TB,fps=25,noise=alls=6:allf=t -t %d%s%s"
                        .formatted(clips.get(1), MADE_SECONDS, h264, still));
        return List.of(
                new Case("key frames only, every 2 s", moving, 1394 / 25.0, KEY_FRAMES),
                new Case("gate: still, a still camera", still, MADE_SECONDS, STILL),
                new Case("gate: still, " + clips.get(0).getFileName(), clips.get(0), 30.2, STILL),
                new Case("gate: still, " + clips.get(1).getFileName(), clips.get(1), 139.4, STILL));
    }

    private Saving save(Case next, int rounds) throws IOException, InterruptedException {
        double[] all = new double[rounds];
        double[] part = new double[rounds];
        double[] factors = new double[rounds];
        long published = 0;
        long publishedOfAll = 0;
        CaptureCost.of(next.video, FPS, FrameEncoding.JPEG, next.gating); // to warm up
        for (int round = 0; round < rounds; round++) {
            CaptureCost whole =
                    CaptureCost.of(next.video, FPS, FrameEncoding.JPEG, GatingOptions.NONE);
            CaptureCost less = CaptureCost.of(next.video, FPS, FrameEncoding.JPEG, next.gating);
            all[round] = whole.cpuSeconds() * 1e3 / next.seconds;
            part[round] = less.cpuSeconds() * 1e3 / next.seconds;
            factors[round] = all[round] / part[round];
            published = less.counts().published();
            publishedOfAll = whole.counts().published();
            progress.accept(next.name + " round " + (round + 1) + ": " + less.counts());
        }
        return new Saving(
                next.name, median(all), median(part), median(factors), published, publishedOfAll);
    }

    private static Missed missed(Path clip, Callable<ClipAlerts> rules) throws Exception {
        List<Alert> all = alerts(clip, rules, GatingOptions.NONE);
        List<Alert> gated = alerts(clip, rules, STILL);
        return new Missed(
                clip.getFileName().toString(), all.size(), ClipAlerts.missing(all, gated));
    }

    private static List<Alert> alerts(Path clip, Callable<ClipAlerts> rules, GatingOptions gating)
            throws Exception {
        try (ClipAlerts alerts = rules.call()) {
            CaptureCost.of(clip, DEMO_FPS, FrameEncoding.JPEG, gating, alerts::add);
            return alerts.alerts();
        }
    }

    private static double median(double[] values) {
        return new Median().evaluate(values);
    }
}
