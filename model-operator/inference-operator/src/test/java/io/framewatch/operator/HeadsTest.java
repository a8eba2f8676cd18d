package io.framewatch.operator;

import static io.framewatch.operator.TestingFrames.CAMERA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.Head;
import io.framewatch.classify.HeadState;
import io.framewatch.classify.ImageBatch;
import io.framewatch.classify.ModelFiles;
import io.framewatch.event.Classification;
import io.framewatch.event.HeadResult;
import io.framewatch.event.ReceivedRecord;
import io.framewatch.topic.FrameRecords;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The heads of cameras. */
class HeadsTest {

    private static final String OTHER_CAMERA = "gate-2";

    @TempDir private static Path folder;

    private static Path model;

    @BeforeAll
    static void writeModel() throws Exception {
        model = folder.resolve("untrained");
        TestingModels.writeUntrained(model);
    }

    @Test
    void shouldSayWhatEveryHeadOfTheCameraSaysBesideTheModel() throws Exception {
        InferenceOptions options =
                options(
                        write(TestingHeads.on(model, "door", CAMERA)),
                        write(TestingHeads.on(model, "light", CAMERA)),
                        write(TestingHeads.on(model, "other", OTHER_CAMERA)));
        List<Classification> plain;
        try (TestingOperator operator = new TestingOperator(TestingOperator.options(model))) {
            operator.take(0, 1, 2);
            plain = operator.results();
        }
        try (TestingOperator operator = new TestingOperator(options)) {
            operator.take(0, 1, 2);

            List<Classification> results = operator.results();
            for (int frame = 0; frame < results.size(); frame++) {
                assertThat(results.get(frame).scores().top())
                        .isEqualTo(plain.get(frame).scores().top());
                assertThat(results.get(frame).scores().heads())
                        .extracting(HeadResult::name)
                        .containsExactly("door", "light");
                assertThat(results.get(frame).scores().of("door", "open").orElseThrow())
                        .isCloseTo(expectedOpen(frame), within(1e-4f));
            }
            assertThat(plain).allMatch(result -> result.scores().heads().isEmpty());
        }
    }

    @Test
    void shouldRunTheModelOncePerBatchWhateverTheNumberOfHeads() throws Exception {
        MetricListener metrics = new MetricListener();
        TestProcessingTimeService clock = new TestProcessingTimeService();
        clock.setCurrentTime(0); // it begins at the least of all times
        try (Classifier classifier = Classifier.open(ModelFiles.of(model));
                MicroBatch batch =
                        new MicroBatch(
                                new LoadedModel(
                                        new ModelSource.Configured(),
                                        classifier,
                                        CameraHeads.of(
                                                List.of(
                                                        TestingHeads.on(model, "door", CAMERA),
                                                        TestingHeads.on(model, "light", CAMERA)),
                                                classifier),
                                        Optional.empty(),
                                        List.of()),
                                TestingOperator.options(model),
                                new RuleLabels(WatchedLabels.NONE, WatchedLabels.NONE),
                                clock,
                                new InferenceMetrics(metrics.getMetricGroup()))) {
            for (int frame = 0; frame < 3; frame++) {
                ReceivedRecord record = TestingFrames.jpeg(frame);
                batch.add(record, FrameRecords.fromRecord(record), record.timestamp());
            }

            List<StreamRecord<Classification>> results = batch.classify();

            assertThat(results).allMatch(result -> result.getValue().scores().heads().size() == 2);
            assertThat(metrics.getHistogram("inferenceMicros").orElseThrow().getCount()).isOne();
        }
    }

    @Test
    void shouldNotStartWithAHeadOfAnotherModel() throws Exception {
        Path head = write(TestingHeads.of("ab".repeat(32), 3, "door", CAMERA));

        assertThatThrownBy(() -> new TestingOperator(options(head)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("head door (1) was taught on model mobile-former-26m");
    }

    @Test
    void shouldSayWhichHeadCannotBeRead() {
        assertThatThrownBy(() -> new TestingOperator(options(folder.resolve("absent"))))
                .hasMessageContaining("head '" + folder.resolve("absent"))
                .hasMessageContaining("cannot be read");
    }

    /** Computed from the embedding by hand. */
    private static float expectedOpen(int frame) throws Exception {
        Head head = TestingHeads.on(model, "door", CAMERA);
        try (Classifier classifier = Classifier.open(ModelFiles.of(model));
                ImageBatch batch = classifier.newBatch(1)) {
            batch.addJpeg(TestingFrames.image(frame));
            batch.wantEmbeddings(true);
            classifier.classify(batch, 1);
            FloatBuffer embedding = batch.embedding(0);
            double open = logit(head.states().get(0), embedding);
            double closed = logit(head.states().get(1), embedding);
            return (float) (1 / (1 + Math.exp(closed - open)));
        }
    }

    private static double logit(HeadState state, FloatBuffer embedding) {
        double logit = state.bias();
        for (int i = 0; i < embedding.limit(); i++) {
            logit += state.weights().get(i) * embedding.get(i);
        }
        return logit;
    }

    private static Path write(Head head) throws Exception {
        Path of = Files.createDirectories(folder.resolve(head.name()));
        Files.write(of.resolve(ModelFiles.HEAD), head.toJson());
        return of;
    }

    private static InferenceOptions options(Path... heads) {
        return TestingOperator.withHeads(
                TestingOperator.options(model),
                Arrays.stream(heads).map(Path::toString).toArray(String[]::new));
    }
}
