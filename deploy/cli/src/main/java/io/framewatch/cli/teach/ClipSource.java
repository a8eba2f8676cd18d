package io.framewatch.cli.teach;

import io.framewatch.cli.CommandException;
import io.framewatch.ingest.capture.CameraOptions;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a video file, as media fragments name it: {@code gate.mp4#t=12.5,30} is from 12.5
 * seconds up to 30, the end excluded; either may be left out.
 *
 * @param camera how the camera captures
 * @param file the video
 * @param fromMicros start, microseconds from the first picture
 * @param toMicros end, microseconds from the first picture
 * @see <a href="https://www.w3.org/TR/media-frags/#naming-time">Media Fragments URI 1.0</a>
 */
record ClipSource(CameraOptions camera, Path file, long fromMicros, long toMicros)
        implements FrameSource {

    private static final Pattern FRAGMENT =
            Pattern.compile("(.+)#t=(\\d+(?:\\.\\d{1,6})?)?(?:,(\\d+(?:\\.\\d{1,6})?))?");

    /**
     * Reads the text form.
     *
     * @return empty if the text has no such fragment
     * @throws IllegalArgumentException if the part has no length
     */
    static Optional<ClipSource> parse(CameraOptions camera, String text) {
        Matcher matcher = FRAGMENT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long from = micros(matcher.group(2), 0);
        long to = micros(matcher.group(3), Long.MAX_VALUE);
        if (from >= to) {
            throw new IllegalArgumentException("part '" + text + "' must end after it starts");
        }
        return Optional.of(new ClipSource(camera, Path.of(matcher.group(1)), from, to));
    }

    @Override
    public List<TimedFrame> read(int max, Consumer<String> problems)
            throws CommandException, InterruptedException {
        EvenSampler<TimedFrame> sampler = new EvenSampler<>(max);
        CapturedFile.read(
                camera,
                file,
                frame -> {
                    if (frame.ptsMicros() >= toMicros) {
                        return false;
                    }
                    if (frame.ptsMicros() >= fromMicros) {
                        Instant place = Instant.EPOCH.plus(frame.ptsMicros(), ChronoUnit.MICROS);
                        sampler.add(new TimedFrame(frame, Optional.of(place)));
                    }
                    return true;
                });
        return sampler.sample();
    }

    private static long micros(String seconds, long otherwise) {
        return seconds == null
                ? otherwise
                : new BigDecimal(seconds).movePointRight(6).longValueExact();
    }
}
