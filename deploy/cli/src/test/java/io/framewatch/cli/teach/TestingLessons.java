package io.framewatch.cli.teach;

import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.FrameId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lessons for tests. */
final class TestingLessons {

    private TestingLessons() {}

    /** Pictures of one grey each, which grows by {@code step} every {@code seconds}. */
    static Lesson lesson(String label, int count, int grey, int step, int seconds)
            throws Exception {
        List<Picture> pictures = new ArrayList<>();
        List<Thumbnail> thumbnails = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] rgb = new byte[224 * 224 * 3];
            Arrays.fill(rgb, (byte) (grey + i * step));
            Instant taken = Instant.EPOCH.plus(Duration.ofSeconds((long) i * seconds));
            Frame frame =
                    new Frame(
                            new FrameId(new CameraId("c"), 1, i),
                            taken,
                            0,
                            224,
                            224,
                            FrameEncoding.RGB,
                            rgb);
            pictures.add(new Picture(frame, taken));
            thumbnails.add(Thumbnail.of(frame));
        }
        return new Lesson(label, pictures, thumbnails, List.of());
    }
}
