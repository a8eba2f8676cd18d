package io.framewatch.mobileformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PortableGraphTest {

    private static final int IMAGES = 2;
    private static final Variant SMALLEST = Variant.named("26m");

    static Stream<Variant> published() {
        return Variant.published().stream();
    }

    @ParameterizedTest
    @MethodSource("published")
    void shouldComputeTheLogitsOfTheAuthors(Variant variant) throws Exception {
        ModelProto model = formulaModel(variant, ImageForm.FLOAT_NCHW).build();
        JsonNode expected = Reference.golden(variant.name()).get("logits");

        try (TestingSession session = TestingSession.open(model)) {
            Tensor logits = session.run(Formula.image(0), Formula.image(1)).get("logits");

            assertThat(logits.shape()).containsExactly(IMAGES, variant.classes());
            for (int k = 0; k < IMAGES; k++) {
                assertClose(logits.values(), k * variant.classes(), expected.get(k));
            }
        }
    }

    /** If the logits of a variant differ, this shows the first block that differs. */
    @ParameterizedTest
    @MethodSource("published")
    void shouldComputeTheActivationsOfTheAuthorsBlockByBlock(Variant variant) throws Exception {
        ModelProto.Builder model = formulaModel(variant, ImageForm.FLOAT_NCHW);
        List<String> values =
                model.getGraph().getNodeList().stream()
                        .map(NodeProto::getName)
                        .filter(name -> name.matches("(stem|features|local_global).*"))
                        .toList();
        values.forEach(value -> model.getGraphBuilder().addOutputBuilder().setName(value));

        try (TestingSession session = TestingSession.open(model.build())) {
            Map<String, Tensor> outputs = session.run(Formula.image(0), Formula.image(1));

            for (JsonNode activation : Reference.golden(variant.name()).get("activations")) {
                Activations.assertFeatures(activation, outputs);
                Activations.assertTokens(activation, outputs);
            }
        }
    }

    @Test
    void shouldBeValidWithoutAnyOptimisationOfTheRuntime() throws Exception {
        ModelProto model = formulaModel(SMALLEST, ImageForm.FLOAT_NCHW).build();

        try (TestingSession session = TestingSession.openStrictly(model)) {
            Tensor logits = session.run(Formula.image(1)).get("logits");

            assertClose(logits.values(), 0, Reference.golden("26m").get("logits").get(1));
        }
        assertThat(model.getOpsetImportList())
                .allSatisfy(set -> assertThat(set.getDomain()).isEmpty());
    }

    @Test
    void shouldGiveTheSameForBytesAsForTheNormalisedFloats() throws Exception {
        byte[] bytes = TestingImages.checkered();
        float[] floats = TestingImages.normalised(bytes);
        ModelProto ofBytes = formulaModel(SMALLEST, ImageForm.UINT8_NHWC).build();
        ModelProto ofFloats = formulaModel(SMALLEST, ImageForm.FLOAT_NCHW).build();

        try (TestingSession byteSession = TestingSession.open(ofBytes);
                TestingSession floatSession = TestingSession.open(ofFloats)) {
            Map<String, Tensor> fromBytes = byteSession.run(bytes);
            Map<String, Tensor> fromFloats = floatSession.run(floats);

            for (String output : List.of("logits", "embedding")) {
                assertThat(fromBytes.get(output).values())
                        .containsExactly(fromFloats.get(output).values(), within(1e-4f));
            }
        }
    }

    @Test
    void shouldGiveTheEmbeddingFromWhichTheLogitsAreComputed() throws Exception {
        ModelProto model = formulaModel(SMALLEST, ImageForm.FLOAT_NCHW).build();
        Weights weights = Formula.weights(SMALLEST);
        float[] weight = weights.get("classifier.classifier.1.weight").values();
        float[] bias = weights.get("classifier.classifier.1.bias").values();

        try (TestingSession session = TestingSession.open(model)) {
            Map<String, Tensor> outputs = session.run(Formula.image(0));
            float[] embedding = outputs.get("embedding").values();

            assertThat(embedding).hasSize(SMALLEST.embedding());
            double logit = bias[7];
            for (int i = 0; i < embedding.length; i++) {
                logit += weight[7 * embedding.length + i] * embedding[i];
            }
            assertThat((double) outputs.get("logits").values()[7]).isCloseTo(logit, within(1e-4));
        }
    }

    @Test
    void shouldHaveAsManyLogitsAsClasses() throws Exception {
        Variant variant = SMALLEST.withClasses(3);

        try (TestingSession session =
                TestingSession.open(formulaModel(variant, ImageForm.FLOAT_NCHW).build())) {
            Map<String, Tensor> outputs = session.run(Formula.image(0));

            assertThat(outputs.get("logits").shape()).containsExactly(1, 3);
        }
    }

    private static ModelProto.Builder formulaModel(Variant variant, ImageForm form) {
        return PortableGraph.of(variant, Formula.weights(variant), form);
    }

    /** Compares with a tolerance of 1e-4 of the largest expected value. */
    private static void assertClose(float[] values, int from, JsonNode expected) {
        double largest = 0;
        for (JsonNode value : expected) {
            largest = Math.max(largest, Math.abs(value.asDouble()));
        }
        for (int i = 0; i < expected.size(); i++) {
            assertThat((double) values[from + i])
                    .as("logit %d", i)
                    .isCloseTo(expected.get(i).asDouble(), within(1e-4 * largest));
        }
    }
}
