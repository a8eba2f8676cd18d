package io.framewatch.cli.camera;

import io.framewatch.cli.model.ModelCommand;
import io.framewatch.event.CameraId;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

/** {@code ./framewatch camera}. */
@Command(
        name = "camera",
        description =
                "Says which cameras the workers of a fleet capture, and shows where they stand. See"
                        + " docs/fleets.md.",
        footer = {
            "",
            "Each command may be repeated: what is as it should be is left unchanged.",
            "Exit codes: 0 done, 1 refused or Kafka cannot be reached, 2 the command line is wrong."
        })
public final class CameraCommand {

    private CameraCommand() {}

    /** The commands. */
    public static CommandLine commandLine() {
        CommandLine camera = new CommandLine(new CameraCommand());
        camera.getCommandSpec().addOption(ModelCommand.help());
        camera.addSubcommand(AddCommand.commandLine())
                .addSubcommand(new ListCommand())
                .addSubcommand(new ShowCommand())
                .addSubcommand(new RemoveCommand())
                .addSubcommand(new PauseCommand())
                .addSubcommand(new ResumeCommand())
                .addSubcommand(new ApplyCommand())
                .addSubcommand(new DiscoverCommand())
                .addSubcommand(ProbeCommand.commandLine())
                .registerConverter(CameraId.class, CameraCommand::cameraId)
                .setCaseInsensitiveEnumValuesAllowed(true);
        return camera;
    }

    private static CameraId cameraId(String text) {
        try {
            return new CameraId(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
