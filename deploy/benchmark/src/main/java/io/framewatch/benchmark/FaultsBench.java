package io.framewatch.benchmark;

import io.framewatch.cli.Home;
import io.framewatch.cli.Workspace;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.topic.FrameRecords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Gives the same records to two jobs, kills one of them repeatedly, and compares what they
 * committed.
 */
final class FaultsBench {

    /** One record of so many is not a frame. */
    private static final int FRAMES_BETWEEN_BAD = 50;

    private final Home home;
    private final Workspace workspace;
    private final Consumer<String> progress;

    /**
     * The caller owns the workspace.
     *
     * @param home where the model and the clips are
     */
    FaultsBench(Home home, Workspace workspace, Consumer<String> progress) {
        this.home = home;
        this.workspace = workspace;
        this.progress = progress;
    }

    FaultsReport run(int kills, long seed) throws Exception { // any failure: no figure
        try (BrokerProcess broker = BrokerProcess.start()) {
            String servers = broker.bootstrapServers();
            List<ProducerRecord<String, byte[]>> records = records(servers);
            try (KafkaProducer<String, byte[]> producer = producer(servers);
                    KilledJob undisturbed = job(servers, "undisturbed.");
                    KilledJob killed = job(servers, "killed.")) {
                undisturbed.send(producer, records);
                undisturbed.start();
                undisturbed.results().untilAnswered(records.size());
                undisturbed.kill();
                progress.accept("undisturbed: " + undisturbed.committed());
                Histogram recovery =
                        new Kills(producer, killed, seed, progress).run(records, kills);
                return FaultsReport.of(
                        kills,
                        records.size(),
                        undisturbed.committed().all(),
                        killed.committed().all(),
                        recovery);
            }
        }
    }

    private KilledJob job(String servers, String prefix) throws Exception {
        FaultsSettings settings = new FaultsSettings(home, servers, true);
        return new KilledJob(
                settings.kafka(prefix), workspace.folder(prefix), settings.job(prefix));
    }

    /** The frames of both clips by capture time, and between them records that are not frames. */
    private List<ProducerRecord<String, byte[]>> records(String servers) throws Exception {
        BenchSettings settings = new BenchSettings(servers, home.roadside(), 8);
        FramesTopic.ingest(settings.ingest(clips(), FrameEncoding.JPEG, "clips."));
        List<Frame> frames = new ArrayList<>();
        try (RecordedTopics topics = new RecordedTopics(servers, "clips.")) {
            topics.eachFrame(frames::add);
        }
        frames.sort(Comparator.comparing(Frame::captureTime));
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (Frame frame : frames) {
            records.add(FrameRecords.toRecord("unused", frame));
            if (records.size() % FRAMES_BETWEEN_BAD == 0) {
                records.add(
                        new ProducerRecord<>("unused", frame.id().camera().value(), new byte[1]));
            }
        }
        return records;
    }

    private List<Path> clips() {
        return List.of(home.cars(), home.people());
    }

    private static KafkaProducer<String, byte[]> producer(String servers) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", servers),
                new StringSerializer(),
                new ByteArraySerializer());
    }
}
