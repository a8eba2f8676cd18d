package io.framewatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.ImageBatch;
import io.framewatch.classify.Score;
import io.framewatch.cli.Home;
import io.framewatch.event.CameraId;
import io.framewatch.event.Classification;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameEncoding;
import io.framewatch.event.FrameId;
import io.framewatch.event.ReceivedRecord;
import io.framewatch.topic.FrameRecords;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** The baseline must do all of the job's work, or the ratio would be wrong. */
class SingleFrameMapTest {

    private static final int SIDE = 224;

    private static final Path MODEL = new Home(Path.of("../distribution")).imagenette();

    @Test
    void shouldGiveTheResultsOfTheClassifier() throws Exception {
        byte[] jpeg = picture();
        SingleFrameMap map = InstantiationUtil.clone(new SingleFrameMap(MODEL));

        map.open(DefaultOpenContext.INSTANCE);
        Classification result = map.map(record(jpeg));
        map.close();

        assertThat(result.camera()).hasToString("gate-1");
        assertThat(result.location().frame()).hasToString("gate-1/1/2");
        assertThat(result.classifier().name()).isEqualTo("imagenette");
        List<Score> expected = scores(JpegPixels.rgb(jpeg)); // the job has another decoder
        assertThat(result.scores().top()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(result.scores().top().get(i).label()).isEqualTo(expected.get(i).label());
            assertThat(result.scores().top().get(i).score())
                    .isCloseTo(expected.get(i).probability(), within(1e-4f));
        }
    }

    @Test
    void shouldRefuseWhatIsNoJpeg() {
        assertThatThrownBy(() -> JpegPixels.rgb(new byte[3]))
                .isInstanceOf(IOException.class)
                .hasMessage("frame of 3 bytes is no JPEG in colour");
    }

    private static List<Score> scores(byte[] rgb) throws Exception {
        try (Classifier classifier =
                        Classifier.open(name -> Files.newInputStream(MODEL.resolve(name)));
                ImageBatch batch = classifier.newBatch(1)) {
            batch.addRgb(rgb);
            return classifier.classify(batch, 5).get(0);
        }
    }

    private static ReceivedRecord record(byte[] jpeg) {
        Frame frame =
                new Frame(
                        new FrameId(new CameraId("gate-1"), 1, 2),
                        Instant.parse("2026-11-25T08:00:00.123456Z"),
                        0,
                        new Frame.Image(FrameEncoding.JPEG, SIDE, SIDE, jpeg));
        ProducerRecord<String, byte[]> record = FrameRecords.toRecord("frames", frame);
        List<ReceivedRecord.Header> headers = new ArrayList<>();
        record.headers()
                .forEach(
                        header ->
                                headers.add(
                                        new ReceivedRecord.Header(header.key(), header.value())));
        return new ReceivedRecord(
                new ReceivedRecord.Position("frames", 0, 7),
                record.timestamp(),
                null,
                headers,
                record.value());
    }

    private static byte[] picture() throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.RED, SIDE, SIDE, Color.CYAN));
        graphics.fillRect(0, 0, SIDE, SIDE);
        graphics.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", jpeg);
        return jpeg.toByteArray();
    }
}
