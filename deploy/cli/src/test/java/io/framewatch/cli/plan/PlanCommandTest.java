package io.framewatch.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewatch.cli.Framewatch;
import io.framewatch.cli.Workspace;
import io.framewatch.mobileformer.Variant;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PlanCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    private String err;

    @Test
    void shouldPlanEachVariantInBothEncodings() throws Exception {
        for (Variant variant : Variant.published()) {
            for (String encoding : List.of("jpeg", "rgb")) {
                String[] arguments = {
                    "--cameras", "100", "--variant", variant.name(), "--encoding", encoding
                };
                assertThat(run(0, arguments)).startsWith("partitions ");
            }
        }
    }

    @Test
    void shouldPrintThePlanAsTextAndJson() throws Exception {
        String[] arguments = {"--cameras", "1000", "--cost-per-core-hour", "0.05"};

        String text = run(0, arguments);
        JsonNode json = JSON.readTree(run(0, append(arguments, "--output", "json")));

        JsonNode cores = json.get("cores");
        double all =
                cores.get("ingest").asDouble()
                        + cores.get("job").asDouble()
                        + cores.get("brokers").asDouble();
        assertThat(json.get("costPerMonth").asDouble()).isEqualTo(all * 0.05 * 730);
        assertThat(text)
                .contains("partitions     " + json.at("/tasks/partitions").asInt() + "\n")
                .contains("cores          %.0f: ingest ".formatted(all))
                .contains("cost           %.0f a month".formatted(all * 0.05 * 730));
    }

    @Test
    void shouldTakeUnitCostsOfAnotherMachine() throws Exception {
        Path shipped = Files.writeString(folder.resolve("a.json"), run(0, "--show-unit-costs"));
        Path own =
                Files.writeString(
                        folder.resolve("b.json"),
                        "{\"frame-bytes-jpeg\": {\"value\": 1000, \"unit\": \"bytes\","
                                + " \"source\": \"here\", \"date\": \"2026-11-28\"}}");

        String[] json = {"--cameras", "10", "--output", "json", "--unit-costs"};
        JsonNode same = JSON.readTree(run(0, append(json, shipped.toString())));
        JsonNode other = JSON.readTree(run(0, append(json, own.toString())));

        assertThat(same).isEqualTo(JSON.readTree(run(0, "--cameras", "10", "--output", "json")));
        assertThat(other.at("/traffic/frames").asDouble()).isEqualTo(50_000);
    }

    @Test
    void shouldNameWhatIsWrong() throws Exception {
        run(1);
        assertThat(err).isEqualTo("framewatch plan: --cameras is missing: how many cameras\n");
        run(1, "--cameras", "0");
        assertThat(err).isEqualTo("framewatch plan: cameras 0 must be at least 1\n");
        run(1, "--cameras", "1", "--retention", "soon");
        assertThat(err).startsWith("framewatch plan: 'soon' must be a duration");
        Path unknown = Files.writeString(folder.resolve("c.json"), "{\"speed\": {\"value\": 1}}");
        run(1, "--cameras", "1", "--unit-costs", unknown.toString());
        assertThat(err).contains("c.json: unit costs [speed] must be among [alert-us,");
        Path broken = Files.writeString(folder.resolve("d.json"), "{\"alert-us\": {\"value\": 0}}");
        run(1, "--cameras", "1", "--unit-costs", broken.toString());
        assertThat(err).contains("d.json is no file of unit costs: ").contains("above 0");
        run(1, "--cameras", "1", "--unit-costs", folder.resolve("none").toString());
        assertThat(err).endsWith("none does not exist\n");
    }

    private static String[] append(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private String run(int exitCode, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("plan"));
        all.addAll(List.of(arguments));
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        try (Workspace workspace = Workspace.create()) {
            CommandLine commandLine =
                    Framewatch.commandLine(workspace)
                            .setOut(new PrintWriter(out, true))
                            .setErr(new PrintWriter(errors, true));
            assertThat(commandLine.execute(all.toArray(String[]::new)))
                    .as("%s%s", out, errors)
                    .isEqualTo(exitCode);
        }
        err = errors.toString();
        return out.toString();
    }
}
