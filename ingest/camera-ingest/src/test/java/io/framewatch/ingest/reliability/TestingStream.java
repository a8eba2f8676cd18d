package io.framewatch.ingest.reliability;

import io.framewatch.ingest.capture.TestingFfmpeg;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A small intact stream: 30 pictures, or 100 by RTSP.
 *
 * @param name says what it is
 * @param carrier how it is captured
 * @param files what it consists of; the first one is opened
 */
record TestingStream(String name, Carrier carrier, List<Path> files) {

    private static final String PICTURES =
            "-f lavfi -i testsrc2=size=160x120:rate=25:duration=1.2 -pix_fmt yuv420p ";
    private static final String SEGMENTS = "-f hls -hls_time 0.4 -hls_playlist_type vod";
    private static final Path HEVC = Path.of("src/test/resources/streams/hevc.mp4");

    /** How a stream is captured. */
    enum Carrier {
        FILE,
        HTTP,
        RTSP_TCP,
        RTSP_UDP
    }

    /** Makes one of every container, codec and protocol that cameras and recordings use. */
    static List<TestingStream> makeAll(Path folder) throws IOException, InterruptedException {
        Path h264 = make(folder, "h264.mp4", PICTURES + "-c:v libopenh264 -g 10");
        String copy = "-i " + h264 + " -c copy ";
        String copyHevc = "-i " + HEVC + " -c copy ";
        make(folder, "avc.m3u8", copy + SEGMENTS);
        make(folder, "hevc.m3u8", copyHevc + SEGMENTS + " -hls_segment_type fmp4");
        List<Path> files =
                List.of(
                        h264,
                        HEVC,
                        make(folder, "av1.mp4", PICTURES + "-c:v libaom-av1 -cpu-used 8"),
                        make(folder, "fragments.mp4", copy + "-movflags frag_keyframe+empty_moov"),
                        make(folder, "front.mp4", copy + "-movflags faststart"),
                        make(folder, "h264.mov", copy),
                        make(folder, "h264.mkv", copy),
                        make(folder, "hevc.mkv", copyHevc),
                        make(folder, "vp8.webm", PICTURES + "-c:v libvpx -g 10"),
                        make(folder, "vp9.webm", PICTURES + "-c:v libvpx-vp9 -cpu-used 8 -g 10"),
                        make(folder, "vp8.ogv", PICTURES + "-c:v libvpx -g 10"),
                        make(folder, "h264.ts", copy),
                        make(folder, "hevc.ts", copyHevc),
                        make(folder, "mpeg2.mpg", PICTURES + "-c:v mpeg2video"),
                        make(folder, "mpeg4.avi", PICTURES + "-c:v mpeg4"),
                        make(folder, "mjpeg.avi", PICTURES + "-c:v mjpeg"),
                        make(folder, "h264.flv", copy),
                        make(folder, "h263.flv", PICTURES + "-c:v flv"),
                        make(folder, "raw.h264", copy),
                        make(folder, "raw.hevc", copyHevc),
                        make(folder, "raw.mjpeg", PICTURES + "-c:v mjpeg"),
                        make(folder, "parts.mpjpeg", PICTURES + "-c:v mjpeg -f mpjpeg"),
                        make(folder, "raw.y4m", PICTURES));
        List<TestingStream> streams = new ArrayList<>();
        files.forEach(file -> streams.add(single(Carrier.FILE, file)));
        Stream.of("parts.mpjpeg", "raw.mjpeg", "h264.ts", "h264.flv", "front.mp4", "fragments.mp4")
                .forEach(file -> streams.add(single(Carrier.HTTP, folder.resolve(file))));
        streams.add(segmented(folder, "avc.m3u8", "avc0.ts", "avc1.ts", "avc2.ts"));
        streams.add(
                segmented(folder, "hevc.m3u8", "init.mp4", "hevc0.m4s", "hevc1.m4s", "hevc2.m4s"));
        streams.add(new TestingStream("key-frames", Carrier.RTSP_TCP, List.of()));
        streams.add(new TestingStream("b-frames", Carrier.RTSP_TCP, List.of()));
        streams.add(new TestingStream("intra-refresh", Carrier.RTSP_UDP, List.of()));
        return streams;
    }

    @Override
    public String toString() {
        return carrier.name().toLowerCase(Locale.ROOT) + " " + name;
    }

    private static Path make(Path folder, String name, String arguments)
            throws IOException, InterruptedException {
        return TestingFfmpeg.make(folder.resolve(name), arguments.strip());
    }

    private static TestingStream single(Carrier carrier, Path file) {
        return new TestingStream(file.getFileName().toString(), carrier, List.of(file));
    }

    private static TestingStream segmented(Path folder, String playlist, String... segments) {
        return new TestingStream(
                playlist,
                Carrier.HTTP,
                Stream.concat(Stream.of(playlist), Stream.of(segments))
                        .map(folder::resolve)
                        .toList());
    }
}
