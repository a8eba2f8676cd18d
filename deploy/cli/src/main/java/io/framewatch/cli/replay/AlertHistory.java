package io.framewatch.cli.replay;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.CommandTopics;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.Alert;
import io.framewatch.event.AlertMark;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.TopicRecord;
import io.framewatch.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The alerts that were committed, and what people say of them. Not thread-safe. */
public final class AlertHistory implements AutoCloseable {

    private final CommandTopics topics;
    private final String alerts;

    private AlertHistory(CommandTopics topics, String alerts) {
        this.topics = topics;
        this.alerts = alerts;
    }

    /** Opens the topics, and creates those that are missing. */
    public static AlertHistory open(KafkaOptions kafka)
            throws CommandException, InterruptedException {
        return new AlertHistory(
                CommandTopics.open(kafka, List.of(Topics.ALERTS, Topics.ALERT_MARKS), "alerts"),
                kafka.topic(Topics.ALERTS.name()));
    }

    /** All alerts that are retained, by their starts. */
    public List<RecordedAlert> alerts() throws CommandException, InterruptedException {
        List<Alert> records = new ArrayList<>();
        topics.read(Topics.ALERTS, record -> records.add(record.value()));
        return RecordedAlert.of(records);
    }

    /**
     * The alert of an id.
     *
     * @throws CommandException if it is not retained
     */
    public RecordedAlert alert(String id) throws CommandException, InterruptedException {
        return alerts().stream()
                .filter(alert -> alert.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () ->
                                new CommandException(
                                        "alert '%s' must be one that topic %s still has"
                                                .formatted(id, alerts)));
    }

    /** What was said last of each alert, by its id. */
    public Map<String, AlertMark> marks() throws CommandException, InterruptedException {
        Map<String, AlertMark> marks = new HashMap<>();
        topics.read(Topics.ALERT_MARKS, new Latest(marks));
        return marks;
    }

    /** Says something of an alert. */
    public void mark(AlertMark mark) throws CommandException, InterruptedException {
        topics.write(writer -> writer.write(Topics.ALERT_MARKS, mark));
    }

    @Override
    public void close() {
        topics.close();
    }

    private record Latest(Map<String, AlertMark> byAlert) implements RecordHandler<AlertMark> {

        @Override
        public void received(TopicRecord<AlertMark> record) {
            byAlert.put(record.value().alert(), record.value());
        }

        @Override
        public void deleted(TopicRecord<Void> record) {
            byAlert.remove(record.key());
        }
    }
}
