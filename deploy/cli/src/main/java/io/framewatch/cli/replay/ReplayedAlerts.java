package io.framewatch.cli.replay;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.CommandTopics;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.Alert;
import io.framewatch.event.EventJson;
import io.framewatch.topic.Topic;
import io.framewatch.topic.Topics;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes alerts that nobody is to act on. */
final class ReplayedAlerts {

    private ReplayedAlerts() {}

    /** What is wrong with the name of a topic for them; empty if nothing is. */
    static Optional<String> problem(String name) {
        if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
            return Optional.of(
                    "'" + name + "' must have 1 to 100 letters, digits, '.', '_' or '-'");
        }
        return Topics.ALL.stream().anyMatch(topic -> topic.name().equals(name))
                ? Optional.of("'%s' must be none of the topics %s".formatted(name, Topics.ALL))
                : Optional.empty();
    }

    /** Writes a file of JSON lines; one that is there is replaced. */
    static void write(Path file, List<Alert> alerts) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (Alert alert : alerts) {
                out.write(EventJson.toBytes(alert));
                out.write('\n');
            }
        }
    }

    /** Adds them to a topic of the form of the alerts topic. */
    static void write(KafkaOptions kafka, String name, List<Alert> alerts)
            throws CommandException, InterruptedException {
        Topic<Alert> topic =
                new Topic<>(
                        name,
                        Topics.ALERTS.codec(),
                        Topic.Cleanup.DELETE,
                        Optional.empty(),
                        Optional.empty());
        try (CommandTopics topics = CommandTopics.open(kafka, List.of(topic), "a replay")) {
            for (Alert alert : alerts) {
                topics.write(writer -> writer.write(topic, alert));
            }
        }
    }
}
