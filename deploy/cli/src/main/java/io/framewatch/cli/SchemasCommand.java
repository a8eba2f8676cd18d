package io.framewatch.cli;

import io.framewatch.event.EventType;
import io.framewatch.topic.AsyncApi;
import io.framewatch.topic.Topic;
import io.framewatch.topic.Topics;
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
                        + " ce_dataschema say, or writes them and the AsyncAPI document of all"
                        + " topics to a folder.")
public final class SchemasCommand implements Callable<Integer> {

    private static final String ASYNC_API = "asyncapi.json";

    @Spec private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "write one file for each schema, and " + ASYNC_API + ", to this folder")
    private Path out;

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            defaultValue = "framewatch.",
            description =
                    "kafka.topic-prefix of the configuration, for the names of the topics in "
                            + ASYNC_API
                            + "; ${DEFAULT-VALUE} by default")
    private String topicPrefix;

    @Override
    public Integer call() throws CommandException {
        PrintWriter lines = spec.commandLine().getOut();
        try {
            for (Topic<?> topic : Topics.ALL) {
                for (EventType<?> type : topic.eventTypes()) {
                    lines.println(out == null ? row(type) : write(type));
                }
            }
            if (out != null) {
                lines.println(
                        Files.writeString(out.resolve(ASYNC_API), AsyncApi.document(topicPrefix)));
            }
            return CommandLine.ExitCode.OK;
        } catch (IOException e) {
            throw new CommandException(
                    "folder '" + out + "' must be one that can be written to: " + e, e);
        }
    }

    private static String row(EventType<?> type) {
        return "%-34s  %s".formatted(type.type(), type.schemaId());
    }

    private Path write(EventType<?> type) throws IOException {
        Files.createDirectories(out);
        return Files.writeString(out.resolve(type.schemaFile()), type.schema());
    }
}
