package io.framewatch.benchmark;

import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.FrameId;
import io.framewatch.ingest.CameraIngest;
import io.framewatch.ingest.IngestOptions;
import io.framewatch.topic.FrameRecords;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.MalformedRecordException;
import io.framewatch.topic.TopicAdmin;
import io.framewatch.topic.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Fills the frames topic before the job starts. Ingest decodes each clip once. Its frames are then
 * written as those of many cameras, evenly over the partitions, so that parallel tasks end
 * together. Otherwise the last task would be measured alone.
 */
final class FramesTopic {

    /** Partitions of every topic, a multiple of each parallelism that is measured. */
    static final int PARTITIONS = 4;

    private final BenchSettings settings;
    private final List<Path> clips;

    FramesTopic(BenchSettings settings, List<Path> clips) {
        this.settings = settings;
        this.clips = clips;
    }

    /**
     * Writes the topics of an encoding.
     *
     * @param copies number of cameras for each clip, a multiple of {@link #PARTITIONS}
     */
    void fill(FrameEncoding encoding, int copies) throws Exception { // of ingest
        String prefix = BenchSettings.prefix(encoding);
        String once = "clips-" + prefix;
        ingest(settings.ingest(clips, encoding, once));
        TopicAdmin.ensure(
                new KafkaClients(settings.job(prefix, "unused", 1).kafka()), Topics.OF_THE_JOB);
        copy(once, prefix, copies);
    }

    /** Captures all cameras to the end of their files. */
    static void ingest(IngestOptions options) throws InterruptedException {
        TopicAdmin.ensure(new KafkaClients(options.kafka()), Topics.OF_THE_JOB);
        try (CameraIngest ingest = CameraIngest.start(options, status -> {})) {
            ingest.awaitFinished();
        }
    }

    private void copy(String from, String to, int copies) throws MalformedRecordException {
        Map<String, Object> client = Map.of("bootstrap.servers", settings.bootstrapServers());
        try (RecordedTopics clip = new RecordedTopics(settings.bootstrapServers(), from);
                KafkaProducer<String, byte[]> producer =
                        new KafkaProducer<>(
                                client, new StringSerializer(), new ByteArraySerializer())) {
            clip.eachFrame(
                    frame -> {
                        for (int copy = 0; copy < copies; copy++) {
                            int partition = copy % PARTITIONS;
                            var unused =
                                    producer.send(toPartition(partition, to, ofCopy(frame, copy)));
                        }
                    });
        }
    }

    /** A frame as a record for a partition of the frames topic with that prefix. */
    static ProducerRecord<String, byte[]> toPartition(int partition, String prefix, Frame frame) {
        ProducerRecord<String, byte[]> record =
                FrameRecords.toRecord(prefix + Topics.FRAMES.name(), frame);
        return new ProducerRecord<>(
                record.topic(),
                partition,
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers());
    }

    private static Frame ofCopy(Frame frame, int copy) {
        FrameId id = frame.id();
        return new Frame(
                new FrameId(new CameraId(copy + "-" + id.camera()), id.run(), id.sequence()),
                frame.times(),
                frame.ptsMicros(),
                frame.image());
    }
}
