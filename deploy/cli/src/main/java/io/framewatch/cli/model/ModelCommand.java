package io.framewatch.cli.model;

import io.framewatch.cli.Workspace;
import io.framewatch.mobileformer.Variant;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** {@code ./framewatch model}. */
@Command(
        name = "model",
        description =
                "Makes, imports, inspects, measures and deploys models. A model is a folder with model.onnx and"
                        + " manifest.json, see docs/model.md.")
public final class ModelCommand {

    private ModelCommand() {}

    /** The commands; the workspace stays the caller's. */
    public static CommandLine commandLine(Workspace workspace) {
        CommandLine model = new CommandLine(new ModelCommand());
        model.getCommandSpec().addOption(help());
        model.addSubcommand(new CreateCommand())
                .addSubcommand(new InspectCommand())
                .addSubcommand(new ImportCommand(workspace))
                .addSubcommand(new AddCommand(workspace))
                .addSubcommand(new ClassifyCommand())
                .addSubcommand(new EvaluateCommand())
                .addSubcommand(new DeployCommand())
                .addSubcommand(new ShadowCommand())
                .addSubcommand(new RollbackCommand())
                .addSubcommand(new RetireCommand())
                .addSubcommand(new StatusCommand())
                .registerConverter(Variant.class, ModelCommand::variant)
                .setCaseInsensitiveEnumValuesAllowed(true);
        return model;
    }

    /**
     * The option for help: picocli's standard options would include {@code --version}, which is the
     * version of a model here.
     */
    public static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .scopeType(ScopeType.INHERIT)
                .description("show this text")
                .build();
    }

    /**
     * Converts the name of a variant for picocli.
     *
     * @throws TypeConversionException if there is none of that name, with the names that exist
     */
    public static Variant variant(String name) {
        try {
            return Variant.named(name);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
