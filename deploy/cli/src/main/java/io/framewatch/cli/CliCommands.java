package io.framewatch.cli;

import static java.util.Map.entry;

import io.framewatch.cli.alerts.AlertsCommand;
import io.framewatch.cli.camera.CameraCommand;
import io.framewatch.cli.deadletters.DeadLettersCommand;
import io.framewatch.cli.doctor.DoctorCommand;
import io.framewatch.cli.forward.ForwardCommand;
import io.framewatch.cli.images.ImagesCommand;
import io.framewatch.cli.ledger.LedgerCommand;
import io.framewatch.cli.model.ModelCommand;
import io.framewatch.cli.page.PageCommand;
import io.framewatch.cli.plan.PlanCommand;
import io.framewatch.cli.replay.ReplayCommand;
import io.framewatch.cli.rule.RuleCommand;
import io.framewatch.cli.teach.TeachCommand;
import io.framewatch.cli.topics.TopicsCommand;
import io.framewatch.cli.traces.TracesCommand;
import io.framewatch.cli.train.RoadsideDataCommand;
import io.framewatch.cli.train.TrainCommand;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The commands of this module. */
public final class CliCommands implements CommandSet {

    @Override
    public Map<String, Supplier<CommandLine>> commands(Workspace workspace) {
        return Map.ofEntries(
                entry("ingest", () -> new CommandLine(new IngestCommand())),
                entry("forward", () -> new CommandLine(new ForwardCommand())),
                entry("alerts", () -> AlertsCommand.commandLine()),
                entry("camera", () -> CameraCommand.commandLine()),
                entry("rule", () -> RuleCommand.commandLine()),
                entry("model", () -> ModelCommand.commandLine(workspace)),
                entry("replay", () -> ReplayCommand.commandLine()),
                entry("teach", () -> TeachCommand.commandLine()),
                entry("train", () -> TrainCommand.commandLine()),
                entry("roadside-data", () -> new CommandLine(new RoadsideDataCommand())),
                entry("topics", () -> TopicsCommand.commandLine()),
                entry("page", () -> PageCommand.commandLine(workspace)),
                entry("doctor", () -> DoctorCommand.commandLine()),
                entry("plan", () -> PlanCommand.commandLine()),
                entry("images", () -> ImagesCommand.commandLine()),
                entry("traces", () -> TracesCommand.commandLine()),
                entry("dead-letters", () -> DeadLettersCommand.commandLine()),
                entry("ledger", () -> LedgerCommand.commandLine()),
                entry("schemas", () -> new CommandLine(new SchemasCommand())));
    }

    @Override
    public Map<String, String> logging() {
        return Map.of("ingest", "ingest-log4j2.properties");
    }
}
