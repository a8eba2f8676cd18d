package io.framewatch.classify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.framewatch.classify.ModelInput.Layout;
import io.framewatch.classify.ModelInput.Normalisation;
import io.framewatch.classify.ModelInput.Type;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelManifestTest {

    private static final String FOREIGN =
            """
            {"name": "resnet18", "version": "1", "logits": "output", "labels": ["cat", "dog"],
             "trained": true, "weights": "From the model zoo.", "licence": "a key of later",
             "input": {"name": "input", "width": 224, "height": 192, "layout": "NCHW",
                       "type": "float32", "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}}
            """;

    @Test
    void shouldReadAForeignManifest() throws Exception {
        ModelManifest manifest = read(FOREIGN);

        assertThat(manifest)
                .isEqualTo(
                        new ModelManifest(
                                "resnet18",
                                "1",
                                new ModelInput(
                                        "input",
                                        224,
                                        192,
                                        Layout.NCHW,
                                        Type.FLOAT32,
                                        new Normalisation(
                                                List.of(0.485f, 0.456f, 0.406f),
                                                List.of(0.229f, 0.224f, 0.225f))),
                                new ModelOutputs("output", null, List.of("cat", "dog")),
                                true,
                                "From the model zoo."));
    }

    @Test
    void shouldNameAllProblemsAtOnce() {
        List<String> problems =
                problems(
                        """
                        {"name": " ", "version": 1, "logits": "output", "labels": [], "trained": true,
                         "input": {"name": "input", "width": 0, "height": 224, "layout": "HWC",
                                   "type": "uint8", "mean": [0.5, 0.5, 0.5], "std": null}}
                        """);

        assertThat(problems)
                .hasSize(7)
                .anySatisfy(problem -> assertThat(problem).contains("/name", "\" \""))
                .anySatisfy(problem -> assertThat(problem).contains("/version", "1", "string"))
                .anySatisfy(problem -> assertThat(problem).contains("/labels", "at least 1"))
                .anySatisfy(problem -> assertThat(problem).contains("weights", "required"))
                .anySatisfy(problem -> assertThat(problem).contains("/input/width", "0", "1"))
                .anySatisfy(problem -> assertThat(problem).contains("/input/layout", "HWC", "NHWC"))
                .anySatisfy(problem -> assertThat(problem).contains("/input/mean", "null"));
    }

    @Test
    void shouldRefuseAStandardDeviationOfZero() {
        assertThat(problems(FOREIGN.replace("0.224", "0")))
                .singleElement()
                .asString()
                .contains("/input/std/1", "0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "name: yaml"})
    void shouldRefuseWhatIsNotJson(String text) {
        assertThat(problems(text)).isNotEmpty();
    }

    private static ModelManifest read(String json) throws InvalidModelException {
        return ModelManifest.parse(json.getBytes(UTF_8));
    }

    private static List<String> problems(String json) {
        InvalidModelException refused =
                catchThrowableOfType(InvalidModelException.class, () -> read(json));
        assertThat(refused).isNotNull();
        assertThat(refused.problems())
                .allSatisfy(problem -> assertThat(refused).hasMessageContaining(problem));
        return refused.problems();
    }
}
