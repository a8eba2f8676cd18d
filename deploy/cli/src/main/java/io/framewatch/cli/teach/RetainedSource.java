package io.framewatch.cli.teach;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.KafkaConnection;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.Frame;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.KafkaReason;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.TopicRecord;
import io.framewatch.topic.TopicScan;
import io.framewatch.topic.Topics;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/**
 * The camera's frames of some time, as long as Kafka retains them.
 *
 * @param kafka where the frames are
 * @param cameraId the camera
 * @param time capture times
 */
record RetainedSource(KafkaOptions kafka, String cameraId, Interval time) implements PictureSource {

    @Override
    public List<Picture> read(int most, Consumer<String> problems) throws CommandException {
        KafkaConnection.require(kafka);
        EvenChoice<Picture> choice = new EvenChoice<>(most);
        try {
            TopicScan.between(Topics.FRAMES, time.from(), time.to())
                    .read(new KafkaClients(kafka), handler(choice, problems));
        } catch (KafkaException e) {
            throw new CommandException(
                    "frames of %s cannot be read from Kafka at %s: %s"
                            .formatted(cameraId, kafka.bootstrapServers(), KafkaReason.of(e)),
                    e);
        }
        return choice.chosen();
    }

    private RecordHandler<Frame> handler(EvenChoice<Picture> choice, Consumer<String> problems) {
        return new RecordHandler<>() {
            @Override
            public void received(TopicRecord<Frame> record) {
                add(record.value(), choice);
            }

            @Override
            public void malformed(TopicRecord<Void> record, String reason) {
                if (cameraId.equals(record.key())) {
                    problems.accept(
                            "partition %d offset %d: %s"
                                    .formatted(record.partition(), record.offset(), reason));
                }
            }
        };
    }

    private void add(Frame frame, EvenChoice<Picture> choice) {
        if (cameraId.equals(frame.id().camera().value()) && time.contains(frame.captureTime())) {
            choice.add(new Picture(frame, frame.captureTime()));
        }
    }
}
