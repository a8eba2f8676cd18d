package io.framewatch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.mobileformer.ModelDescription;
import io.framewatch.mobileformer.ModelFolder;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleLabelsTest {

    @TempDir private static Path folder;

    @BeforeAll
    static void writeModels() throws IOException {
        Variant variant = Variant.named("26m").withClasses(20);
        ModelFolder.write(
                folder.resolve("model"),
                variant,
                Weights.untrained(variant, 1),
                ModelDescription.untrained(variant));
        Files.createDirectory(folder.resolve("broken"));
        Files.writeString(folder.resolve("broken/manifest.json"), "{}");
    }

    @Test
    void shouldNameRuleAndLabelAndThoseNearIt() {
        assertThat(read("model", "clas-7"))
                .hasMessageContaining(
                        "rules[0].label: 'clas-7' of rule 'a' must be a label of the"
                                + " model, such as 'class-7'");
    }

    @Test
    void shouldAcceptALabelOfTheModel() {
        assertThat(read("model", "class-19")).isNull();
    }

    @Test
    void shouldAcceptARuleThatWaitsForItsLabel() {
        assertThat(read("model", "clas-7, when-label-missing: wait")).isNull();
    }

    @Test
    void shouldLeaveAModelThatIsNotHereToTheTaskManagers() {
        assertThat(read("absent", "car")).isNull();
    }

    @Test
    void shouldSayWhatIsWrongWithTheManifest() {
        assertThat(read("broken", "car"))
                .hasMessageContaining("model.uri: ")
                .hasMessageContaining("cannot be used: invalid manifest.json");
    }

    private static ConfigurationException read(String model, String label) {
        String yaml =
                """
                model: {uri: "%s"}
                rules:
                  - {id: a, label: %s, enter: {score: 0.5}, exit: {score: 0.5}}
                """
                        .formatted(folder.resolve(model), label);
        return catchThrowableOfType(
                ConfigurationException.class,
                () -> JobOptions.of(Configuration.parse("test.yaml", yaml)));
    }
}
