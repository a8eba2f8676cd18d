package io.framewatch.cli.model;

import io.framewatch.mobileformer.Ablation;
import io.framewatch.mobileformer.Variant;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/**
 * The options that choose a Mobile-Former; the command registers {@link ModelCommand#variant} as
 * converter.
 */
public final class NetworkOptions {

    @Option(
            names = "--variant",
            paramLabel = "NAME",
            description = "26m, 52m, 96m, 151m, 214m, 294m or 508m")
    private Variant variant;

    @Option(
            names = "--tokens",
            paramLabel = "T",
            description = "number of tokens; default: as published, 3 to 6")
    private Integer tokens;

    @Option(
            names = "--ablation",
            paramLabel = "NAME",
            description =
                    "what is left out, as in the paper: none, without_dynamic_relu, without_bridges or"
                            + " mobile_alone; default: ${DEFAULT-VALUE}",
            defaultValue = "none")
    private Ablation ablation;

    @Option(
            names = "--width",
            paramLabel = "FACTOR",
            description =
                    "channels, as a multiple of the published ones: an ablation of the same cost is"
                            + " wider; default: ${DEFAULT-VALUE}",
            defaultValue = "1")
    private double width;

    @Spec(Target.MIXEE)
    private CommandSpec command;

    /** Names of the options of this class that are on the command line. */
    List<String> given() {
        return Stream.of("--variant", "--tokens", "--ablation", "--width")
                .filter(command.commandLine().getParseResult()::hasMatchedOption)
                .toList();
    }

    /**
     * The network.
     *
     * @param classes number of classes
     * @throws ParameterException if there is none of these options
     */
    public Variant variant(int classes) {
        if (variant == null) {
            throw new ParameterException(
                    command.commandLine(), "Missing required option: '--variant=NAME'");
        }
        try {
            Variant network = variant.withWidth(width).withClasses(classes).with(ablation);
            return tokens == null ? network : network.withTokens(tokens);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }
}
