package io.framewatch.job;

import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.FrameLocation;
import io.framewatch.event.Picture;
import io.framewatch.topic.KafkaClients;
import io.framewatch.topic.MalformedRecordException;
import io.framewatch.topic.Topics;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads frames again where they lie. A JPEG is passed on as it is, raw pixels become one. Alerts
 * are few, so each picture is a read of its own, and the task waits for it; one that does not come
 * in time is left out.
 */
final class FramePictures implements Pictures {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(FramePictures.class);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final KafkaClients clients;

    private transient Consumer<byte[], byte[]> consumer;

    FramePictures(KafkaClients clients) {
        this.clients = clients;
    }

    @Override
    public Optional<Picture> of(FrameLocation location) {
        try {
            Optional<Frame> frame = read(location);
            return frame.isEmpty() ? Optional.empty() : Optional.of(picture(frame.get().image()));
        } catch (KafkaException | MalformedRecordException | IOException e) {
            LOG.warn("An alert goes without the picture of frame {}", location.frame(), e);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }

    private Optional<Frame> read(FrameLocation location) throws MalformedRecordException {
        if (consumer == null) {
            consumer = clients.consumer();
        }
        TopicPartition partition = new TopicPartition(location.topic(), location.partition());
        consumer.assign(List.of(partition));
        consumer.seek(partition, location.offset());
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
                // The offset may be gone, and then this is a later one.
                return record.offset() == location.offset()
                        ? Optional.of(Topics.FRAMES.codec().fromRecord(record))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Picture picture(Frame.Image image) throws IOException {
        if (image.encoding() == FrameEncoding.JPEG) {
            return Picture.ofJpeg(image.bytes());
        }
        BufferedImage pixels =
                new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        byte[] rgb = image.bytes();
        for (int i = 0; i < image.width() * image.height(); i++) {
            int colour =
                    (rgb[3 * i] & 0xFF) << 16
                            | (rgb[3 * i + 1] & 0xFF) << 8
                            | rgb[3 * i + 2] & 0xFF;
            pixels.setRGB(i % image.width(), i / image.width(), colour);
        }
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(pixels, "jpg", jpeg);
        return Picture.ofJpeg(jpeg.toByteArray());
    }
}
