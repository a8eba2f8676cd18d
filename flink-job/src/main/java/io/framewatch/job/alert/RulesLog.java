package io.framewatch.job.alert;

import io.framewatch.event.AlertRule;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import io.framewatch.job.alert.RuleTimeline.Revision;
import io.framewatch.topic.RecordHandler;
import io.framewatch.topic.TopicRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the topics of rules and cameras say, kept up by whoever reads them. Records that were read
 * before are ignored. One thread hands it records; any may ask.
 */
public final class RulesLog implements CameraDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(RulesLog.class);

    private final List<AlertRule> configured;
    private final List<Revision> revisions = new ArrayList<>();
    private final Map<String, Long> read = new HashMap<>();
    private final Map<String, NavigableMap<Instant, Optional<Camera>>> cameras =
            new ConcurrentHashMap<>();
    private volatile RuleTimeline timeline;

    /**
     * @param configured rules that count where the topic has none of the same id
     */
    public RulesLog(List<AlertRule> configured) {
        this.configured = List.copyOf(configured);
        this.timeline = RuleTimeline.of(configured);
    }

    /** All rules that are known. */
    public RuleTimeline timeline() {
        return timeline;
    }

    /** Takes the records of the topic of rules. */
    public RecordHandler<AlertRule> rules() {
        return rules(() -> {});
    }

    /**
     * Takes the records of the topic of rules.
     *
     * @param changed is called after each of them that changes {@link #timeline()}
     */
    public RecordHandler<AlertRule> rules(Runnable changed) {
        return new RecordHandler<>() {
            @Override
            public void received(TopicRecord<AlertRule> record) {
                if (isNew(record)) {
                    revise(record, Optional.of(record.value()));
                    changed.run();
                }
            }

            @Override
            public void deleted(TopicRecord<Void> record) {
                if (isNew(record)) {
                    revise(record, Optional.empty());
                    changed.run();
                }
            }

            @Override
            public void malformed(TopicRecord<Void> record, String reason) {
                if (isNew(record)) {
                    warn(record, "rule", reason);
                }
            }
        };
    }

    /** Takes the records of the topic of cameras. */
    public RecordHandler<Camera> cameras() {
        return new RecordHandler<>() {
            @Override
            public void received(TopicRecord<Camera> record) {
                if (isNew(record)) {
                    put(record, Optional.of(record.value()));
                }
            }

            @Override
            public void deleted(TopicRecord<Void> record) {
                if (isNew(record)) {
                    put(record, Optional.empty());
                }
            }

            @Override
            public void malformed(TopicRecord<Void> record, String reason) {
                if (isNew(record)) {
                    warn(record, "camera", reason);
                }
            }
        };
    }

    @Override
    public Collection<String> tags(CameraId camera, Instant time) {
        return find(camera)
                .map(states -> states.floorEntry(time))
                .flatMap(Map.Entry::getValue)
                .map(Camera::tags)
                .orElse(List.of());
    }

    @Override
    public boolean mayBeCaptured(CameraId camera, Instant time) {
        return find(camera)
                .map(states -> states.floorEntry(time))
                .map(state -> state.getValue().filter(known -> !known.paused()).isPresent())
                .orElse(true);
    }

    private Optional<NavigableMap<Instant, Optional<Camera>>> find(CameraId view) {
        String id = view.value();
        NavigableMap<Instant, Optional<Camera>> states = cameras.get(id);
        // A view is named by its camera, a dot, and a region without a dot.
        int dot = id.lastIndexOf('.');
        return Optional.ofNullable(
                states == null && dot > 0 ? cameras.get(id.substring(0, dot)) : states);
    }

    private void put(TopicRecord<?> record, Optional<Camera> camera) {
        NavigableMap<Instant, Optional<Camera>> states =
                new TreeMap<>(cameras.getOrDefault(record.key(), new TreeMap<>()));
        states.tailMap(record.timestamp(), true).clear();
        states.put(record.timestamp(), camera);
        cameras.put(record.key(), states);
    }

    private void revise(TopicRecord<?> record, Optional<AlertRule> rule) {
        if (rule.isPresent() && !rule.get().id().equals(record.key())) {
            String reason = "key '%s' must be the id '%s'".formatted(record.key(), rule.get().id());
            warn(record, "rule", reason);
            return;
        }
        revisions.add(new Revision(record.key(), record.timestamp(), rule));
        timeline = RuleTimeline.of(configured, revisions);
    }

    private boolean isNew(TopicRecord<?> record) {
        String partition = record.topic() + "-" + record.partition();
        if (record.offset() <= read.getOrDefault(partition, -1L)) {
            return false;
        }
        read.put(partition, record.offset());
        return true;
    }

    private static void warn(TopicRecord<?> record, String what, String reason) {
        LOG.warn(
                "Record {} of {}-{} is no {}: {}",
                record.offset(),
                record.topic(),
                record.partition(),
                what,
                reason);
    }
}
