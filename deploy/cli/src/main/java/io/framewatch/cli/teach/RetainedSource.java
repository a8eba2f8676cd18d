package io.framewatch.cli.teach;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.Interval;
import io.framewatch.cli.KafkaConnection;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.CameraId;
import io.framewatch.event.Frame;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.TopicRecord;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.Topics;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/**
 * The camera's frames of some time, as long as Kafka retains them.
 *
 * @param kafka where the frames are
 * @param cameraId the camera
 * @param time capture times
 */
record RetainedSource(KafkaOptions kafka, CameraId cameraId, Interval time) implements FrameSource {

    @Override
    public List<TimedFrame> read(int max, Consumer<String> problems) throws CommandException {
        KafkaConnection.require(kafka);
        EvenSampler<TimedFrame> sampler = new EvenSampler<>(max);
        RecordHandler<Frame> frames =
                RecordHandler.of(
                        record -> add(record.value(), sampler),
                        (record, reason) -> complain(record, reason, problems));
        try {
            TopicScan.between(Topics.FRAMES, time.from(), time.to())
                    .read(new KafkaClients(kafka), frames);
        } catch (KafkaException e) {
            throw new CommandException(
                    "frames of %s cannot be read from Kafka at %s: %s"
                            .formatted(cameraId, kafka.bootstrapServers(), KafkaReason.of(e)),
                    e);
        }
        return sampler.sample();
    }

    private void complain(TopicRecord<Void> record, String reason, Consumer<String> problems) {
        if (cameraId.value().equals(record.key())) {
            problems.accept(
                    "partition %d offset %d: %s"
                            .formatted(record.partition(), record.offset(), reason));
        }
    }

    private void add(Frame frame, EvenSampler<TimedFrame> sampler) {
        if (cameraId.equals(frame.id().camera()) && time.contains(frame.captureTime())) {
            sampler.add(new TimedFrame(frame, Optional.of(frame.captureTime())));
        }
    }
}
