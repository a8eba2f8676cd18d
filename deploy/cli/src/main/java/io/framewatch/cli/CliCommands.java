package io.framewatch.cli;

import io.framewatch.cli.alerts.AlertsCommand;
import io.framewatch.cli.camera.CameraCommand;
import io.framewatch.cli.forward.ForwardCommand;
import io.framewatch.cli.ledger.LedgerCommand;
import io.framewatch.cli.model.ModelCommand;
import io.framewatch.cli.replay.ReplayCommand;
import io.framewatch.cli.rule.RuleCommand;
import io.framewatch.cli.teach.TeachCommand;
import io.framewatch.cli.topics.TopicsCommand;
import io.framewatch.cli.train.RoadsideDataCommand;
import io.framewatch.cli.train.TrainCommand;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The commands of this module. */
public final class CliCommands implements CommandSet {

    @Override
    public List<CommandLine> commands(Workspace workspace) {
        return List.of(
                new CommandLine(new IngestCommand()),
                new CommandLine(new ForwardCommand()),
                AlertsCommand.commandLine(),
                CameraCommand.commandLine(),
                RuleCommand.commandLine(),
                ModelCommand.commandLine(workspace),
                ReplayCommand.commandLine(),
                TeachCommand.commandLine(),
                TrainCommand.commandLine(),
                new CommandLine(new RoadsideDataCommand()),
                TopicsCommand.commandLine(),
                new CommandLine(new LedgerCommand()).setCaseInsensitiveEnumValuesAllowed(true),
                new CommandLine(new SchemasCommand()));
    }

    @Override
    public Map<String, String> logging() {
        return Map.of("ingest", "ingest-log4j2.properties");
    }
}
