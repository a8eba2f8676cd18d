package io.framewatch.cli;

import io.framewatch.event.EventSchema;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./framewatch schemas}. */
@Command(
        name = "schemas",
        mixinStandardHelpOptions = true,
        description =
                "Lists the JSON Schemas of the records on Kafka by what their headers ce_type and"
                        + " ce_dataschema say, or writes them to a folder.")
public final class SchemasCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "write one file for each schema to this folder")
    private Path out;

    @Override
    public Integer call() throws CommandException {
        PrintWriter lines = spec.commandLine().getOut();
        try {
            for (EventSchema schema : EventSchema.values()) {
                lines.println(out == null ? row(schema) : write(schema));
            }
            return CommandLine.ExitCode.OK;
        } catch (IOException e) {
            throw new CommandException(
                    "folder '" + out + "' must be one that can be written to: " + e, e);
        }
    }

    private static String row(EventSchema schema) {
        return "%-34s  %s".formatted(schema.type(), schema.id());
    }

    private Path write(EventSchema schema) throws IOException {
        Files.createDirectories(out);
        return Files.writeString(out.resolve(schema.fileName()), schema.text());
    }
}
