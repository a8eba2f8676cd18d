package io.framewatch.benchmark;

import io.framewatch.event.CameraId;
import io.framewatch.event.Classification;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.FrameId;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.FrameTimes;
import io.framewatch.event.LabelScore;
import io.framewatch.event.ReceivedRecord;
import io.framewatch.event.Timing;
import io.framewatch.topic.FrameRecords;
import io.framewatch.topic.MalformedRecordException;
import io.framewatch.topic.RecordLimits;
import io.framewatch.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the job does for a frame beside its pixels: read its record, write that of its result. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecordPathBenchmark {

    private static final Instant CAPTURED = Instant.parse("2026-11-28T10:00:00.123456Z");

    private final FrameId frame = new FrameId(new CameraId("gate-7"), 1_790_000_000_000L, 4711);
    private final ReceivedRecord record = record();
    private final Classification result = result();

    /** From a record to a checked frame. */
    @Benchmark
    public Frame read() throws MalformedRecordException {
        return FrameRecords.fromRecord(record);
    }

    /** From a result with four labels to a record. */
    @Benchmark
    public ProducerRecord<byte[], byte[]> write() {
        return Topics.CLASSIFICATIONS
                .codec()
                .toRecord("classifications", result, RecordLimits.NONE, CAPTURED);
    }

    private ReceivedRecord record() {
        Frame.Image image = new Frame.Image(FrameEncoding.JPEG, 224, 224, new byte[5000]);
        ProducerRecord<String, byte[]> sent =
                FrameRecords.toRecord("frames", new Frame(frame, CAPTURED, 1_000_000, image));
        List<ReceivedRecord.Header> headers = new ArrayList<>();
        sent.headers()
                .forEach(
                        header ->
                                headers.add(
                                        new ReceivedRecord.Header(header.key(), header.value())));
        return new ReceivedRecord(
                new ReceivedRecord.Position("frames", 3, 815),
                sent.timestamp(),
                sent.key().getBytes(StandardCharsets.UTF_8),
                headers,
                sent.value());
    }

    private Classification result() {
        return new Classification(
                frame.camera(),
                new FrameLocation(frame, "frames", 3, 815),
                FrameTimes.of(CAPTURED),
                new Classification.Model("mobile-former-26m", "1", "0123456789abcdef".repeat(4)),
                Classification.Scores.of(
                        List.of(
                                new LabelScore("person", 0.912345f),
                                new LabelScore("car", 0.054321f),
                                new LabelScore("bus", 0.012345f),
                                new LabelScore("empty", 0.001234f))),
                new Timing(CAPTURED.plusMillis(12), 131, 4200, 9800, 8, CAPTURED.plusMillis(31)));
    }
}
