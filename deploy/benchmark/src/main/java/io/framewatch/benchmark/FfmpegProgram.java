package io.framewatch.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;

/** The ffmpeg program that lies in the jar of the libraries that ingest uses. */
final class FfmpegProgram {

    private static final Pattern TIMES =
            Pattern.compile("bench: utime=([0-9.]+)s stime=([0-9.]+)s");

    private FfmpegProgram() {}

    /**
     * Runs it with one thread.
     *
     * @param arguments split at spaces, after the global options
     * @return its processor time, of user and system, in seconds
     * @throws IOException if it fails, with the end of its output
     */
    static double run(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class));
        command.addAll(List.of("-hide_banner", "-nostdin", "-y", "-benchmark"));
        command.addAll(List.of("-filter_threads", "1", "-threads", "1"));
        command.addAll(Arrays.asList(arguments.split(" ")));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher times = TIMES.matcher(output);
        if (process.waitFor() != 0 || !times.find()) {
            String end = output.substring(Math.max(0, output.length() - 300));
            throw new IOException("ffmpeg %s ended with: %s".formatted(arguments, end));
        }
        return Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(2));
    }
}
