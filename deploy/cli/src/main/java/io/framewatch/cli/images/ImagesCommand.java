package io.framewatch.cli.images;

import io.framewatch.cli.model.ModelCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./framewatch images}. */
@Command(name = "images", description = "Makes container images. See docs/deployment.md.")
public final class ImagesCommand {

    private ImagesCommand() {}

    /** The commands. */
    public static CommandLine commandLine() {
        CommandLine images = new CommandLine(new ImagesCommand());
        images.getCommandSpec().addOption(ModelCommand.help());
        images.addSubcommand(new BuildCommand());
        return images;
    }
}
