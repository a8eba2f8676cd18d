package io.framewatch.operator;

import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.FrameTimes;
import io.framewatch.event.ReceivedRecord;
import io.framewatch.topic.FrameRecords;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records of one camera as ingest writes them, one every 100 ms, their images in turn. */
final class TestingFrames {

    static final String CAMERA = "gate-1";
    static final long RUN = 1_764_043_200_000L;
    static final String TOPIC = "framewatch.frames";
    static final int PARTITION = 3;
    static final int SIDE = 224;

    private static final List<String> IMAGES = List.of("two-cars.jpg", "road.jpg", "person.jpg");

    private TestingFrames() {}

    /** The frame with this sequence number, as JPEG. */
    static ReceivedRecord jpeg(long sequence) {
        return frame(sequence, FrameEncoding.JPEG, SIDE, image(sequence));
    }

    /** The frame with this sequence number. */
    static ReceivedRecord frame(long sequence, FrameEncoding encoding, int width, byte[] image) {
        Frame frame =
                new Frame(
                        new FrameId(new CameraId(CAMERA), RUN, sequence),
                        times(sequence),
                        sequence * 100_000,
                        new Frame.Image(encoding, width, SIDE, image));
        ProducerRecord<String, byte[]> record = FrameRecords.toRecord(TOPIC, frame);
        List<ReceivedRecord.Header> headers =
                StreamSupport.stream(record.headers().spliterator(), false)
                        .map(header -> new ReceivedRecord.Header(header.key(), header.value()))
                        .toList();
        byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
        return record(sequence, key, headers, record.value());
    }

    static FrameTimes times(long sequence) {
        return new FrameTimes(captureTime(sequence), captureTime(sequence).minusSeconds(2));
    }

    /** Any record in the place of the frame with this sequence number. */
    static ReceivedRecord record(
            long sequence, byte[] key, List<ReceivedRecord.Header> headers, byte[] value) {
        return new ReceivedRecord(
                new ReceivedRecord.Position(TOPIC, PARTITION, offset(sequence)),
                timestamp(sequence),
                key,
                headers,
                value);
    }

    static long offset(long sequence) {
        return 1000 + sequence;
    }

    static Instant captureTime(long sequence) {
        return Instant.ofEpochMilli(timestamp(sequence)).plusNanos(123_000);
    }

    static long timestamp(long sequence) {
        return RUN + sequence * 100;
    }

    static String id(long sequence) {
        return CAMERA + "/" + RUN + "/" + sequence;
    }

    static FrameLocation location(long sequence) {
        return new FrameLocation(FrameId.parse(id(sequence)), TOPIC, PARTITION, offset(sequence));
    }

    /** The JPEG of the frame with this sequence number. */
    static byte[] image(long sequence) {
        String name = IMAGES.get((int) (sequence % IMAGES.size()));
        try (InputStream in = TestingFrames.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
