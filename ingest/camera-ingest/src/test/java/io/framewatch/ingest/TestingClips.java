package io.framewatch.ingest;

import java.nio.file.Path;

/** The two clips that the project ships, see {@code deploy/distribution/clips/README.md}. */
public final class TestingClips {

    private static final Path FOLDER = Path.of("../../deploy/distribution/clips");

    /** 377 pictures, 12.5 a second, no B-frames, an audio track. */
    public static final Path CARS = FOLDER.resolve("car-detection.mp4");

    /** 1394 pictures, 10 a second, B-frames. */
    public static final Path PEOPLE = FOLDER.resolve("one-by-one-person-detection.mp4");

    private TestingClips() {}
}
