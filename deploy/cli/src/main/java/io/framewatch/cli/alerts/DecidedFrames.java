package io.framewatch.cli.alerts;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.UndecodableImageException;
import io.framewatch.cli.CommandException;
import io.framewatch.cli.replay.FrameClassifier;
import io.framewatch.cli.replay.ModelSearch;
import io.framewatch.event.CameraId;
import io.framewatch.event.Classification;
import io.framewatch.event.Frame;
import io.framewatch.event.FrameId;
import io.framewatch.event.HeadResult;
import io.framewatch.event.RuleCondition.Target;
import io.framewatch.topic.TopicRecord;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Classifies the frames of a camera again that were decided, each with the model that classified it
 * then. Not thread-safe.
 */
final class DecidedFrames implements AutoCloseable {

    private final Classification.Model alerted;
    private final Optional<Target> target;
    private final Map<FrameId, Classification> recorded;
    private final Consumer<Classification> out;
    private final Map<Network, FrameClassifier> classifiers = new LinkedHashMap<>();
    private final Set<FrameId> seen = new HashSet<>();
    private FrameClassifier last;
    private int leftOut;

    /**
     * What classified a frame.
     *
     * @param head version of the head that the rule looks at; empty if it looks at none, or the
     *     frame has no result of it
     */
    private record Network(Classification.Model model, Optional<String> head) {}

    /**
     * @param alerted the model of the alert, which counts if no results are retained
     * @param target whose scores are wanted; empty for none at all
     * @param recorded the results of all frames that were decided; empty if they are not retained
     * @param out takes the results in the order of the frames
     */
    DecidedFrames(
            Classification.Model alerted,
            Optional<Target> target,
            Map<FrameId, Classification> recorded,
            Consumer<Classification> out) {
        this.alerted = alerted;
        this.target = target;
        this.recorded = recorded;
        this.out = out;
    }

    /**
     * Opens all models and heads.
     *
     * @throws CommandException if one of them is not to be had
     */
    void open(ModelSearch search, CameraId camera, int top) throws CommandException {
        if (target.isEmpty()) {
            return;
        }
        if (recorded.isEmpty()) {
            open(new Network(alerted, Optional.empty()), search, camera, top);
        }
        for (Classification result : recorded.values()) {
            Network network = network(result);
            if (!classifiers.containsKey(network)) {
                open(network, search, camera, top);
            }
        }
    }

    private void open(Network network, ModelSearch search, CameraId camera, int top)
            throws CommandException {
        Classifier model = search.model(network.model());
        try {
            String head = target.orElseThrow().head();
            boolean withHead = head != null && (recorded.isEmpty() || network.head().isPresent());
            FrameClassifier.Wanted wanted =
                    new FrameClassifier.Wanted(
                            top,
                            head == null ? target.get().watched() : List.of(),
                            withHead
                                    ? Map.of(
                                            camera,
                                            List.of(
                                                    search.head(
                                                            camera, head, network.head(), model)))
                                    : Map.of());
            classifiers.put(network, new FrameClassifier(model, wanted, out));
        } catch (CommandException e) {
            model.close();
            throw e;
        }
    }

    /** Takes a frame; what was not decided then is left out. */
    void add(TopicRecord<Frame> record) {
        FrameId id = record.value().id();
        Classification result = recorded.get(id);
        seen.add(id);
        if (result == null && !recorded.isEmpty()) {
            leftOut++;
        } else if (target.isEmpty()) {
            out.accept(FrameClassifier.unscored(record, alerted));
        } else {
            Network network =
                    result == null ? new Network(alerted, Optional.empty()) : network(result);
            classify(record, classifiers.get(network));
        }
    }

    private void classify(TopicRecord<Frame> record, FrameClassifier classifier) {
        if (last != null && last != classifier) {
            last.flush();
        }
        last = classifier;
        try {
            classifier.add(record);
        } catch (UndecodableImageException e) {
            leftOut++; // a dead letter then as now
        }
    }

    /** Ends the last batch. */
    void flush() {
        if (last != null) {
            last.flush();
        }
    }

    /** How many frames were not decided then: they were shed, or became dead letters. */
    int leftOut() {
        return leftOut;
    }

    /** The frames that were there. */
    Set<FrameId> seen() {
        return seen;
    }

    @Override
    public void close() {
        classifiers.values().forEach(FrameClassifier::close);
    }

    private Network network(Classification result) {
        Optional<String> head =
                target.map(Target::head)
                        .flatMap(
                                name ->
                                        result.scores().heads().stream()
                                                .filter(each -> each.name().equals(name))
                                                .map(HeadResult::version)
                                                .findFirst());
        return new Network(result.classifier(), head);
    }
}
