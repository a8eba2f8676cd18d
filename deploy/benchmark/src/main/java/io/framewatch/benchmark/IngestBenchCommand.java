package io.framewatch.benchmark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.framewatch.cli.Home;
import io.framewatch.cli.Workspace;
import io.framewatch.cli.model.OutputOption;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./framewatch bench ingest}. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description =
                "Measures the processor time that capturing takes, without Kafka: against the ffmpeg"
                        + " program for the same work, with key frames only, and with still scenes left"
                        + " out.")
final class IngestBenchCommand implements Callable<Integer> {

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "measurements of each, in turns; default: ${DEFAULT-VALUE}")
    private int rounds;

    @Mixin private OutputOption output;

    private final Workspace workspace;

    /** The caller owns the workspace. */
    IngestBenchCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() throws Exception { // any failure: no figure
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds " + rounds + " must be at least 1");
        }
        IngestReport report =
                new IngestBench(
                                Home.ofThisProcess(),
                                Files.createDirectories(workspace.folder("videos")),
                                System.err::println)
                        .run(rounds);
        System.out.println(
                output.isJson()
                        ? JsonMapper.builder().build().writeValueAsString(report)
                        : report.toText());
        return 0;
    }
}
