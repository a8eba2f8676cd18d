package io.framewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewatch.event.EventType;
import io.framewatch.topic.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SchemasCommandTest {

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldListWhatTheHeadersOfRecordsName() {
        assertThat(run()).isZero();

        assertThat(out.toString().lines())
                .hasSize(types().size())
                .contains("io.framewatch.alert.v1              urn:framewatch:alert:v1");
    }

    @Test
    void shouldWriteTheSchemas() throws Exception {
        Path schemas = folder.resolve("new/schemas");

        assertThat(run("--out", schemas.toString(), "--topic-prefix", "site.")).isZero();

        assertThat(schemas).isDirectoryContaining("glob:**/alert.v1.schema.json");
        assertThat(out.toString().lines()).hasSize(types().size() + 1);
        JsonNode document = new ObjectMapper().readTree(schemas.resolve("asyncapi.json").toFile());
        assertThat(document.at("/channels/alerts/address").textValue()).isEqualTo("site.alerts");
        for (EventType<?> type : types()) {
            Path file = schemas.resolve(type.schemaFile());
            assertThat(new ObjectMapper().readTree(file.toFile()).get("$id").textValue())
                    .isEqualTo(type.schemaId().toString());
        }
    }

    @Test
    void shouldSayInOneLineThatTheFolderCannotBe() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(run("--out", file.toString())).isEqualTo(1);

        assertThat(err.toString().lines())
                .containsExactly(
                        "schemas: folder '"
                                + file
                                + "' must be one that can be written to:"
                                + " java.nio.file.FileAlreadyExistsException: "
                                + file);
    }

    private int run(String... arguments) {
        return CommandErrors.on(new CommandLine(new SchemasCommand()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static List<EventType<?>> types() {
        List<EventType<?>> types = new ArrayList<>();
        Topics.ALL.forEach(topic -> types.addAll(topic.eventTypes()));
        return types;
    }
}
