package io.framewatch.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.Loader;

/** The ffmpeg program that lies in the jar of FFmpeg's libraries. It has no encoder of x264. */
public final class TestingFfmpeg {

    private static final int PICTURE = Fit.SIZE * Fit.SIZE * 3;

    private TestingFfmpeg() {}

    /** Runs the program and returns what it writes to its standard output. */
    static byte[] run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class));
        command.addAll(List.of("-hide_banner", "-loglevel", "error", "-nostdin", "-y"));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).as("exit code of %s", command).isZero();
        return output;
    }

    /** Makes a clip; the arguments, split at spaces, stand before its name. */
    public static Path make(Path file, String arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments.split(" ")));
        all.add(file.toString());
        run(all.toArray(String[]::new));
        return file;
    }

    /**
     * Shows all pictures of a clip as frames that fit by {@link Fit#CROP}.
     *
     * @param filters what the program does not do by itself, or a track, as [0:v:1], or ""
     * @param width width of the upright picture with square pixels
     */
    static List<byte[]> frames(Path file, String filters, int width, int height)
            throws IOException, InterruptedException {
        return frames(file, filters, Fit.CROP, width, height);
    }

    /** The same with another fit. */
    static List<byte[]> frames(Path file, String filters, Fit fit, int width, int height)
            throws IOException, InterruptedException {
        Fit.Placement place = fit.place(width, height);
        String square =
                place.left() > 0 || place.top() > 0
                        ? "pad=224:224:%d:%d".formatted(place.left(), place.top())
                        : "crop=224:224:%d:%d".formatted(-place.left(), -place.top());
        String scale =
                "scale=%d:%d:flags=bilinear+accurate_rnd+full_chroma_int,format=rgb24,"
                                .formatted(place.width(), place.height())
                        + square;
        List<String> command = new ArrayList<>(List.of("-i", file.toString()));
        if (filters.startsWith("[")) {
            command.addAll(List.of("-filter_complex", filters + scale));
        } else {
            command.addAll(List.of("-vf", filters.isEmpty() ? scale : filters + "," + scale));
        }
        command.addAll(List.of("-fps_mode", "passthrough", "-f", "rawvideo", "-"));
        byte[] all = run(command.toArray(String[]::new));
        List<byte[]> frames = new ArrayList<>();
        for (int start = 0; start < all.length; start += PICTURE) {
            frames.add(Arrays.copyOfRange(all, start, start + PICTURE));
        }
        return frames;
    }
}
