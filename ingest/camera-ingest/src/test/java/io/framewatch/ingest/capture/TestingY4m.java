package io.framewatch.ingest.capture;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes uncompressed videos whose every sample is known: YUV4MPEG2, 4:4:4, BT.601, 16..235. */
public final class TestingY4m {

    private TestingY4m() {}

    /** One sample of the three planes. */
    public interface Sample {
        int at(int plane, int x, int y);
    }

    /** Writes a video of 25 pictures a second, all of them alike. */
    public static Path write(Path file, int width, int height, int frames, Sample sample)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(
                "YUV4MPEG2 W%d H%d F25:1 Ip A1:1 C444\n"
                        .formatted(width, height)
                        .getBytes(US_ASCII));
        for (int frame = 0; frame < frames; frame++) {
            out.write("FRAME\n".getBytes(US_ASCII));
            for (int plane = 0; plane < 3; plane++) {
                for (int i = 0; i < width * height; i++) {
                    out.write(sample.at(plane, i % width, i / width));
                }
            }
        }
        return Files.write(file, out.toByteArray());
    }
}
