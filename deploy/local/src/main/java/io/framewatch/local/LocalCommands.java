package io.framewatch.local;

import io.framewatch.cli.CommandSet;
import io.framewatch.cli.Workspace;
import io.framewatch.local.job.JobCommand;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The commands that run everything, or the whole job, in their own process. */
public final class LocalCommands implements CommandSet {

    @Override
    public Map<String, Supplier<CommandLine>> commands(Workspace workspace) {
        return Map.of(
                "demo", () -> DemoCommand.commandLine(workspace),
                "job", () -> new CommandLine(new JobCommand(workspace)));
    }

    @Override
    public Map<String, String> logging() {
        // Log lines would tear the demo's table apart.
        return Map.of("demo", "demo-log4j2.properties", "job", "job-log4j2.properties");
    }
}
