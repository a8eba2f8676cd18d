package io.framewatch.benchmark;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.framewatch.classify.ModelManifest;
import io.framewatch.event.Classification;
import io.framewatch.event.Frame;
import io.framewatch.event.LabelScore;
import io.framewatch.event.ReceivedRecord;
import io.framewatch.event.Timing;
import io.framewatch.topic.FrameRecords;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * The baseline inside Flink: a map function that classifies one frame at a time, each subtask with
 * a session of its own. It uses the job's graph, tuned for one image, and makes the same results of
 * JPEG frames. A bad frame fails the task.
 */
final class SingleFrameMap extends RichMapFunction<ReceivedRecord, Classification> {

    private static final long serialVersionUID = 1L;
    private static final int SIDE = 224;
    private static final int CHANNELS = 3;
    private static final int TOP = 5;

    private final String modelFolder;

    private transient ModelManifest manifest;
    private transient OrtSession session;
    private transient ByteBuffer pixels;

    SingleFrameMap(Path modelFolder) {
        this.modelFolder = modelFolder.toString();
    }

    @Override
    public void open(OpenContext context) throws Exception { // as Flink declares it
        Path folder = Path.of(modelFolder);
        manifest = ModelManifest.read(name -> Files.newInputStream(folder.resolve(name)));
        session = TunedSession.open(folder, 1);
        pixels = ByteBuffer.allocateDirect(SIDE * SIDE * CHANNELS).order(ByteOrder.nativeOrder());
    }

    @Override
    public Classification map(ReceivedRecord record) throws Exception { // as Flink declares it
        Instant received = Instant.now();
        Frame frame = FrameRecords.fromRecord(record);
        pixels.clear().put(JpegPixels.rgb(frame.image().bytes())).flip();
        Instant decoded = Instant.now();
        List<LabelScore> top = best(logits());
        Instant completed = Instant.now();
        return new Classification(
                frame.id().camera(),
                record.location(frame.id()),
                frame.times(),
                new Classification.Model(manifest.name(), manifest.version(), null),
                Classification.Scores.of(top),
                new Timing(
                        received,
                        micros(received, decoded),
                        0,
                        micros(decoded, completed),
                        1,
                        completed));
    }

    @Override
    public void close() throws OrtException {
        if (session != null) {
            session.close();
        }
    }

    private float[] logits() throws OrtException {
        long[] shape = {1, SIDE, SIDE, CHANNELS};
        try (OnnxTensor image =
                        OnnxTensor.createTensor(
                                OrtEnvironment.getEnvironment(),
                                pixels,
                                shape,
                                OnnxJavaType.UINT8);
                OrtSession.Result result =
                        session.run(
                                Map.of(manifest.input().name(), image),
                                Set.of(manifest.outputs().logits()))) {
            return ((float[][]) result.get(0).getValue())[0];
        }
    }

    private List<LabelScore> best(float[] logits) {
        double[] exponentials =
                IntStream.range(0, logits.length).mapToDouble(i -> Math.exp(logits[i])).toArray();
        double sum = IntStream.range(0, logits.length).mapToDouble(i -> exponentials[i]).sum();
        return IntStream.range(0, logits.length)
                .mapToObj(
                        i ->
                                new LabelScore(
                                        manifest.labels().get(i), (float) (exponentials[i] / sum)))
                .sorted(Comparator.comparing(LabelScore::score).reversed())
                .limit(TOP)
                .toList();
    }

    private static long micros(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1000;
    }
}
