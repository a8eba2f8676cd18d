package io.framewatch.ingest.reliability;

import io.framewatch.ingest.capture.TestingH264;
import io.framewatch.ingest.capture.TestingRtspCamera;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** A stream with damage, which can be captured until it is closed. */
final class TestingDamagedStream implements AutoCloseable {

    /** At most one packet in so many is damaged, or the stream does not get far. */
    private static final int MIN_PACKETS = 10;

    private static final int MAX_PACKETS = 200;

    private final TestingStreamServer server;
    private final Path folder;
    private final Random random;
    private final UnaryOperator<byte[]> damage;
    private final List<Closeable> resources = new ArrayList<>();

    /**
     * @param folder where files may be written
     * @param random decides where there is damage
     * @param damage what it is
     */
    TestingDamagedStream(
            TestingStreamServer server, Path folder, Random random, UnaryOperator<byte[]> damage) {
        this.server = server;
        this.folder = folder;
        this.random = random;
        this.damage = damage;
    }

    /**
     * Damages one file of the stream, or some of its packets.
     *
     * @param id names it, and no other stream at the same time
     * @return its address
     */
    String open(TestingStream stream, String id) throws IOException {
        return switch (stream.carrier()) {
            case FILE -> file(stream, id);
            case HTTP -> http(stream, id);
            case RTSP_TCP, RTSP_UDP -> rtsp(stream);
        };
    }

    @Override
    public void close() throws IOException {
        for (Closeable resource : resources) {
            resource.close();
        }
    }

    private String file(TestingStream stream, String id) throws IOException {
        byte[] intact = Files.readAllBytes(stream.files().get(0));
        Path file = Files.write(folder.resolve(id + "-" + stream.name()), damage.apply(intact));
        resources.add(() -> Files.delete(file));
        return file.toString();
    }

    private String http(TestingStream stream, String id) throws IOException {
        int damaged = random.nextInt(stream.files().size());
        String first = null;
        for (int i = 0; i < stream.files().size(); i++) {
            byte[] bytes = Files.readAllBytes(stream.files().get(i));
            String path = id + "/" + stream.files().get(i).getFileName();
            String address = server.put(path, i == damaged ? damage.apply(bytes) : bytes);
            resources.add(() -> server.remove(path));
            first = first == null ? address : first;
        }
        return first;
    }

    private String rtsp(TestingStream stream) throws IOException {
        int packets = MIN_PACKETS + random.nextInt(MAX_PACKETS - MIN_PACKETS);
        TestingRtspCamera camera =
                new TestingRtspCamera(TestingH264.read(stream.name()))
                        .damaging(
                                packet ->
                                        random.nextInt(packets) == 0
                                                ? damage.apply(packet)
                                                : packet);
        resources.add(camera::close);
        return camera.uri();
    }
}
