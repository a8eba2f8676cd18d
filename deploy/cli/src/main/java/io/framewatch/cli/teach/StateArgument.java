package io.framewatch.cli.teach;

import io.framewatch.cli.Interval;
import io.framewatch.ingest.capture.CameraOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One {@code --state} of the command line.
 *
 * @param label name of the state
 * @param source where its pictures are, as the user wrote it
 */
record StateArgument(String label, String source) {

    /**
     * Reads {@code LABEL=SOURCE}.
     *
     * @throws IllegalArgumentException if it is not of this form
     */
    static StateArgument parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1 || text.substring(0, equals).isBlank()) {
            throw new IllegalArgumentException(
                    "state '" + text + "' must be LABEL=SOURCE, as in open=pictures/open");
        }
        return new StateArgument(text.substring(0, equals).strip(), text.substring(equals + 1));
    }

    /**
     * The source: part of a video, interval of retained frames, or else a folder.
     *
     * @throws IllegalArgumentException if it is an interval and there is no Kafka to read from, or
     *     an interval or a part of a video without length
     */
    FrameSource open(TeachSetting setting) {
        CameraOptions camera = setting.camera();
        Optional<ClipSource> clip = ClipSource.parse(camera, source);
        if (clip.isPresent()) {
            return clip.get();
        }
        Optional<Interval> interval = Interval.parse(source);
        if (interval.isEmpty()) {
            return new FolderSource(camera, Path.of(source));
        }
        return setting.kafka()
                .map(kafka -> new RetainedSource(kafka, setting.view(), interval.get()))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        ("state '%s' is of retained frames: --config must say where"
                                                        + " Kafka is")
                                                .formatted(label)));
    }
}
