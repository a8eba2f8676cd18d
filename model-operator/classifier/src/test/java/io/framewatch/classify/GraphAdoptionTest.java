package io.framewatch.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.framewatch.classify.ModelInput.Layout;
import io.framewatch.classify.ModelInput.Type;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Graphs that classify red, green and blue images, with the batch fixed in the ways of exporters.
 */
class GraphAdoptionTest {

    private static final List<String> COLOURS = List.of("red", "green", "blue");

    private final TestingModel model = new TestingModel();

    @BeforeEach
    void setUp() {
        model.layout = Layout.NCHW;
        model.type = Type.FLOAT32;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void shouldOpenAFixedBatch(int batch) throws Exception {
        AdoptedGraph adopted =
                adopt(
                        pooled(batch)
                                .node("Flatten", "flat", "pooled")
                                .layer("logits", "flat")
                                .output("logits", 3));

        assertTellsColours(adopted);
        assertThat(adopted.batch()).isEqualTo(batch);
        assertThat(adopted.changedNodes()).isZero();
        assertThat(adopted.embedding()).isEqualTo("flat");
        assertThat(adopted.embeddingLength()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 3", "1 -1", "-1 3", "0 -1", "0 0"})
    void shouldOpenAViewOfOneImage(String shape) throws Exception {
        long[] dimensions = longs(shape);

        AdoptedGraph adopted =
                adopt(
                        pooled(1)
                                .reshape("flat", "pooled", dimensions)
                                .layer("logits", "flat")
                                .output("logits", 3));

        assertTellsColours(adopted);
        assertThat(adopted.changedNodes()).isEqualTo(shape.startsWith("1") ? 1 : 0);
    }

    @Test
    void shouldOpenAViewThatIsComputedOfAShape() throws Exception {
        assertTellsColours(
                adopt(
                        pooled(1)
                                .node("Shape", "shape", "pooled")
                                .integers("zero", 0)
                                .node("Gather", "first", "shape", "zero")
                                .integers("rest", -1)
                                .node("Concat", "flat.shape", "first", "rest")
                                .with("axis", 0)
                                .node("Reshape", "flat", "pooled", "flat.shape")
                                .layer("logits", "flat")
                                .output("logits", 3)));
    }

    @Test
    void shouldOpenAShuffleOfChannels() throws Exception {
        assertTellsColours(
                adopt(
                        new TestingGraph(1)
                                .reshape("groups", "image", 1, 3, 1, 16, 16)
                                .node("Transpose", "swapped", "groups")
                                .withList("perm", 0L, 2L, 1L, 3L, 4L)
                                .reshape("shuffled", "swapped", 1, 3, 16, 16)
                                .node("GlobalAveragePool", "pooled", "shuffled")
                                .node("Flatten", "flat", "pooled")
                                .layer("logits", "flat")
                                .output("logits", 3)));
    }

    @Test
    void shouldRepeatAClassToken() throws Exception {
        AdoptedGraph adopted =
                adopt(
                        tokens().floats("token", List.of(1L, 1L, 3L), 0, 0, 0)
                                .node("Concat", "all", "token", "tokens")
                                .with("axis", 1)
                                .node("ReduceMean", "mean", "all")
                                .withList("axes", 1L)
                                .with("keepdims", 0)
                                .layer("logits", "mean")
                                .output("logits", 3));

        assertTellsColours(adopted);
        assertThat(adopted.embedding()).isEqualTo("mean");
    }

    /** As PyTorch's attention: tokens first, and images and tokens as one dimension. */
    @Test
    void shouldFollowImagesBehindTokens() throws Exception {
        assertTellsColours(
                adopt(
                        tokens().node("Transpose", "first", "tokens")
                                .withList("perm", 1L, 0L, 2L)
                                .reshape("rows", "first", 256, 3)
                                .layer("projected", "rows")
                                .reshape("back", "projected", 256, 1, 3)
                                .node("ReduceMean", "mean", "back")
                                .withList("axes", 0L)
                                .with("keepdims", 0)
                                .layer("logits", "mean")
                                .output("logits", 3)));
    }

    @Test
    void shouldOpenAnExpansion() throws Exception {
        assertTellsColours(
                adopt(
                        pooled(1)
                                .integers("wide", 1, 3, 2, 2)
                                .node("Expand", "expanded", "pooled", "wide")
                                .node("GlobalAveragePool", "again", "expanded")
                                .node("Flatten", "flat", "again")
                                .layer("logits", "flat")
                                .output("logits", 3)));
    }

    @Test
    void shouldOpenAResizeToSizes() throws Exception {
        assertTellsColours(
                adopt(
                        new TestingGraph(1)
                                .integers("sizes", 1, 3, 8, 8)
                                .node("Resize", "small", "image", "", "", "sizes")
                                .node("GlobalAveragePool", "pooled", "small")
                                .node("Flatten", "flat", "pooled")
                                .layer("logits", "flat")
                                .output("logits", 3)));
    }

    @Test
    void shouldReadAxesOfOlderAndNewerOperatorSets() throws Exception {
        assertTellsColours(
                adopt(
                        pooled(1)
                                .operatorSet(11)
                                .node("Squeeze", "flat", "pooled")
                                .withList("axes", 2L, 3L)
                                .layer("logits", "flat")
                                .output("logits", 3)));
        assertTellsColours(
                adopt(
                        pooled(1)
                                .operatorSet(13)
                                .integers("axes", 2, 3)
                                .node("Squeeze", "flat", "pooled", "axes")
                                .layer("logits", "flat")
                                .output("logits", 3)));
    }

    @Test
    void shouldOpenAGraphWhoseInitializersAreInputs() throws Exception {
        assertTellsColours(
                adopt(
                        pooled(1)
                                .operatorSet(9)
                                .withInitializersAsInputs()
                                .reshape("flat", "pooled", 1, 3)
                                .layer("logits", "flat")
                                .output("logits", 3)));
    }

    @Test
    void shouldOpenWhatOnlyTheInputLeavesOpen() throws Exception {
        AdoptedGraph adopted =
                adopt(
                        pooled(-1)
                                .reshape("flat", "pooled", 1, 3)
                                .layer("logits", "flat")
                                .output("logits", 3));

        assertTellsColours(adopted);
        assertThat(adopted.changedNodes()).isEqualTo(1);
    }

    @Test
    void shouldKeepAGraphThatGivesAllAsItIs() throws Exception {
        byte[] onnx =
                pooled(-1)
                        .node("Flatten", "flat", "pooled")
                        .layer("logits", "flat")
                        .output("logits", 3)
                        .output("flat", 3)
                        .onnx();

        AdoptedGraph adopted = GraphAdoption.of(ModelManifest.read(model), onnx);

        assertThat(adopted.onnx()).isSameAs(onnx);
        assertThat(adopted.embedding()).isEqualTo("flat");
        assertThat(adopted.batch()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void shouldTakeWhatASoftmaxReads(int batch) throws Exception {
        model.logits = "probabilities";

        AdoptedGraph adopted =
                adopt(
                        pooled(batch)
                                .node("Flatten", "flat", "pooled")
                                .layer("scores", "flat")
                                .node("Softmax", "probabilities", "scores")
                                .with("axis", 1)
                                .output("probabilities", 3));

        assertThat(adopted.logits()).isEqualTo("scores");
        assertTellsColours(adopted);
    }

    /** As SqueezeNet: the last layer is a convolution, and the output has height and width. */
    @Test
    void shouldTakeTheMeanOfWhatAConvolutionReads() throws Exception {
        AdoptedGraph adopted =
                adopt(
                        new TestingGraph(1)
                                .floats(
                                        "weight",
                                        List.of(3L, 3L, 1L, 1L),
                                        9,
                                        0,
                                        0,
                                        0,
                                        9,
                                        0,
                                        0,
                                        0,
                                        9)
                                .node("Relu", "features", "image")
                                .node("Conv", "classes", "features", "weight")
                                .node("GlobalAveragePool", "logits", "classes")
                                .output("logits", 3, 1, 1));

        assertTellsColours(adopted);
        assertThat(adopted.logits()).isEqualTo("logits_row");
        assertThat(adopted.embedding()).isEqualTo("features_row");
        assertThat(adopted.embeddingLength()).isEqualTo(3);
    }

    @Test
    void shouldTakeTheEmbeddingThatIsNamed() throws Exception {
        model.embedding = true; // means
        TestingGraph graph =
                new TestingGraph(1)
                        .node("GlobalAveragePool", "means", "image")
                        .node("Flatten", "flat", "means")
                        .layer("hidden", "flat")
                        .node("Relu", "relu", "hidden")
                        .layer("logits", "relu")
                        .output("logits", 3);

        AdoptedGraph adopted = adopt(graph);

        assertThat(adopted.embedding()).isEqualTo("means_row");
        assertTellsColours(adopted);
    }

    @Test
    void shouldSayWhichEmbeddingThereIsWhereTheNamedIsNot() throws Exception {
        model.embedding = true; // means

        assertThat(
                        refusal(
                                pooled(1)
                                        .node("Flatten", "flat", "pooled")
                                        .layer("logits", "flat")
                                        .output("logits", 3)))
                .isEqualTo(
                        "embedding 'means' is no tensor that the graph computes of images: by itself 'flat' is found");
    }

    @Test
    void shouldDoWithoutAnEmbedding() throws Exception {
        AdoptedGraph adopted =
                adopt(pooled(1).node("Flatten", "logits", "pooled").output("logits", 3));

        assertThat(adopted.embedding()).isNull();
        assertThat(adopted.embeddingLength()).isZero();
        assertTellsColours(adopted);
    }

    @Test
    void shouldNameTheNodeThatMixesImages() throws Exception {
        assertThat(refusal(logitsOf(flat().node("ReduceMean", "x", "flat").withList("axes", 0L))))
                .startsWith("graph is for 1 images a run and cannot be opened for others: ")
                .endsWith("node 'x' (ReduceMean) works along the images of a batch");
        assertThat(refusal(logitsOf(flat().node("Softmax", "x", "flat").with("axis", 0))))
                .endsWith("node 'x' (Softmax) works along the images of a batch");
        assertThat(
                        refusal(
                                logitsOf(
                                        flat().integers("zero", 0)
                                                .node("Gather", "x", "flat", "zero"))))
                .endsWith("node 'x' (Gather) selects images of a batch");
        assertThat(
                        refusal(
                                logitsOf(
                                        flat().node("DynamicQuantizeLinear", "q", "flat")
                                                .withOutputs("scale", "zero")
                                                .node("Cast", "x", "q")
                                                .with("to", 1))))
                .endsWith(
                        "node 'q' (DynamicQuantizeLinear) takes one scale for all the images of a batch");
    }

    @Test
    void shouldNameTheViewThatMixesImages() throws Exception {
        TestingGraph graph =
                new TestingGraph(4)
                        .reshape("x", "image", 3, 4, 256)
                        .node("ReduceMean", "mean", "x")
                        .withList("axes", 2L)
                        .node("Squeeze", "s", "mean")
                        .node("Transpose", "t", "s")
                        .layer("logits", "t")
                        .output("logits", 3);

        assertThat(refusal(graph)).contains("node 'x' (Reshape) mixes parts of two images");
    }

    @Test
    void shouldNameTheNodeOfAnOpenGraphThatMixesImages() throws Exception {
        assertThat(
                        refusal(
                                pooled(-1)
                                        .node("Flatten", "flat", "pooled")
                                        .node("ReduceMean", "all", "flat")
                                        .withList("axes", 0L)
                                        .node("Sub", "x", "flat", "all")
                                        .node("Add", "y", "x", "flat")
                                        .layer("logits", "y")
                                        .output("logits", 3)))
                .isEqualTo(
                        "graph does not keep the images of a batch apart: node 'all' (ReduceMean) works along the images of a batch");
    }

    @Test
    void shouldNotBelieveWhatItCannotCheck() throws Exception {
        TestingGraph blind =
                pooled(1)
                        .node("Flatten", "flat", "pooled")
                        .node("Sub", "nothing", "flat", "flat")
                        .layer("logits", "nothing")
                        .output("logits", 3);

        assertThat(refusal(blind)).contains("sample images have nearly the same logits");
    }

    @Test
    void shouldRefuseWhatTheManifestDoesNotSay() throws Exception {
        model.labels = "[\"two\", \"labels\"]";

        assertThat(refusal(logitsOf(flat().node("Identity", "x", "flat"))))
                .isEqualTo(
                        "output 'logits' has 3 values an image: must have one for each of the 2 labels");
        model.logits = "scores";
        assertThat(refusal(logitsOf(flat().node("Identity", "x", "flat"))))
                .isEqualTo("graph has outputs [logits]: must have 'scores'");
    }

    private static TestingGraph pooled(int batch) {
        return new TestingGraph(batch).node("GlobalAveragePool", "pooled", "image");
    }

    private static TestingGraph flat() {
        return pooled(1).node("Flatten", "flat", "pooled");
    }

    /** [1, 256, 3]. */
    private static TestingGraph tokens() {
        return new TestingGraph(1)
                .reshape("pixels", "image", 1, 3, 256)
                .node("Transpose", "tokens", "pixels")
                .withList("perm", 0L, 2L, 1L);
    }

    private static TestingGraph logitsOf(TestingGraph graph) {
        return graph.layer("logits", "x").output("logits", 3);
    }

    private AdoptedGraph adopt(TestingGraph graph) throws Exception {
        return GraphAdoption.of(ModelManifest.read(model), graph.onnx());
    }

    private String refusal(TestingGraph graph) {
        InvalidModelException refused =
                catchThrowableOfType(InvalidModelException.class, () -> adopt(graph));
        assertThat(refused).isNotNull();
        return String.join("; ", refused.problems());
    }

    private void assertTellsColours(AdoptedGraph adopted) throws Exception {
        model.graph = adopted.onnx();
        model.logits = adopted.logits();
        model.embedding = false;
        try (Classifier classifier = Classifier.open(model);
                ImageBatch batch = classifier.newBatch(5)) {
            for (int channel : new int[] {2, 0, 1, 0}) {
                int[] rgb = new int[3];
                rgb[channel] = 200;
                batch.addRgb(TestingImages.rgb(TestingModel.SIDE, rgb[0], rgb[1], rgb[2]));
            }

            assertThat(classifier.classify(batch, 1))
                    .extracting(scores -> COLOURS.indexOf(scores.get(0).label()))
                    .containsExactly(2, 0, 1, 0);
        }
    }

    private static long[] longs(String text) {
        return List.of(text.split(" ")).stream().mapToLong(Long::parseLong).toArray();
    }
}
