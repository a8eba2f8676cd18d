package io.framewatch.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectCommandTest {

    @TempDir private Path folder;

    /** Totals of the authors' implementation; rows of table 1 of arXiv:2108.05895. */
    @Test
    void shouldPrintTheTableOfThePaper() throws Exception {
        TestingCommand run = TestingCommand.run("inspect", "--variant", "294m");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "Mobile-Former 294m, 1000 classes, 6 tokens, ablation: none",
                        "stem convolution 3x3, stride 2 112x112 16 464 5,419,008",
                        "features.9 down-sampling, expansions 6 and 4, stride 2 7x7 192 853,216 17,505,792",
                        "total 11,422,648 275,967,872");
    }

    @Test
    void shouldGiveTheTotalsAsJson() throws Exception {
        JsonNode json = json("inspect", "--variant", "26m", "--output", "json");

        assertThat(json.path("parameters").longValue()).isEqualTo(3_232_788);
        assertThat(json.path("multiplyAdds").longValue()).isEqualTo(21_913_600);
        assertThat(json.path("stages").get(1).path("name").textValue()).isEqualTo("stem");
    }

    @Test
    void shouldWriteTheExactJson() throws Exception {
        String json = TestingCommand.run("inspect", "--variant", "26m", "--output", "json").out();

        assertThat(json)
                .startsWith(
                        """
                        {
                          "variant" : "26m",
                          "classes" : 1000,
                          "tokens" : 3,
                          "ablation" : "none",
                          "width" : 1.0,
                          "parameters" : 3232788,
                          "multiplyAdds" : 21913600,
                          "stages" : [ {
                            "name" : "tokens",
                        """)
                .contains(
                        """
                          }, {
                            "name" : "stem",
                            "operation" : "convolution 3x3, stride 2",
                            "resolution" : 112,
                            "channels" : 8,
                            "parameters" : 232,
                            "multiplyAdds" : 2709504
                          }, {
                        """);
    }

    @Test
    void shouldInspectAModelFolder() throws Exception {
        List<String> network =
                List.of("--variant", "96m", "--tokens", "1", "--ablation", "without_bridges");
        Path model = folder.resolve("model");
        TestingCommand.run(
                "create",
                network.get(0),
                network.get(1),
                network.get(2),
                network.get(3),
                network.get(4),
                network.get(5),
                "--classes",
                7,
                "--out",
                model);

        JsonNode ofModel = json("inspect", "--model", model, "--output", "json");

        assertThat(ofModel)
                .isEqualTo(
                        json(
                                "inspect",
                                "--variant",
                                "96m",
                                "--tokens",
                                "1",
                                "--ablation",
                                "without_bridges",
                                "--classes",
                                "7",
                                "--output",
                                "json"));
    }

    @Test
    void shouldSayThatThereIsNoTableOfAnotherModel() throws Exception {
        Path model = new TestingOnnx().writeModel(folder.resolve("own"), List.of("r", "g", "b"));

        TestingCommand run = TestingCommand.run("inspect", "--model", model);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("is not a Mobile-Former of Framewatch");
    }

    @ParameterizedTest
    @CsvSource({"--variant,26m", "--classes,7", "--tokens,1", "--ablation,none"})
    void shouldRefuseToIgnoreAnOptionBesideAModelFolder(String option, String value)
            throws Exception {
        TestingCommand run =
                TestingCommand.run("inspect", "--model", folder.resolve("none"), option, value);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("excludes " + option + ": the folder says which network it is");
    }

    @Test
    void shouldRefuseNetworksThatThereAreNot() throws Exception {
        assertThat(TestingCommand.run("inspect", "--variant", "26m", "--tokens", "0").err())
                .contains("tokens 0 must be at least 1");
        assertThat(TestingCommand.run("inspect").err()).contains("--variant");
        assertThat(TestingCommand.run("inspect", "--model", folder.resolve("none")).err())
                .contains("does not exist");
    }

    private static JsonNode json(Object... arguments) throws Exception {
        return new JsonMapper().readTree(TestingCommand.run(arguments).out());
    }
}
