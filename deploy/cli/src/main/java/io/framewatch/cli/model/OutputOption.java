package io.framewatch.cli.model;

import picocli.CommandLine.Option;

/** The option that chooses the form of a command's result. */
public final class OutputOption {

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json; default: ${DEFAULT-VALUE}")
    private OutputFormat format;

    /** Whether the result is for scripts, not for people. */
    public boolean isJson() {
        return format == OutputFormat.JSON;
    }
}
