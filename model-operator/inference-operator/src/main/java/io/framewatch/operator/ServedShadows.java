package io.framewatch.operator;

import io.framewatch.event.Classification;
import io.framewatch.event.Frame;
import io.framewatch.event.ModelAgreement;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelStatus.State;
import io.framewatch.operator.ModelReport.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shadows of one subtask. One whose own model serves rests: there is nothing to compare it
 * with. Used by the task's thread.
 */
final class ServedShadows implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServedShadows.class);

    private final Announcements announcements;
    private final ServedModels.Listener listener;
    private final int maxBatch;
    private final Map<ModelDeployment, Shadow> running = new HashMap<>();
    private final Set<ModelDeployment> resting = new HashSet<>();

    ServedShadows(Announcements announcements, ServedModels.Listener listener, int maxBatch) {
        this.announcements = announcements;
        this.listener = listener;
        this.maxBatch = maxBatch;
    }

    /** Whether frames are compared. */
    boolean any() {
        return !running.isEmpty();
    }

    Stream<LoadedModel> models() {
        return running.values().stream().map(Shadow::model);
    }

    /** Whether a model that has arrived is to run beside the active one. */
    boolean wants(ModelDeployment deployment, LoadedModel active) throws Exception {
        return announcements.shadows().contains(deployment) && !active.is(deployment);
    }

    /** Takes a model that has arrived. */
    void add(LoadedModel model) {
        LOG.info("Model {} {} is a shadow", model.name(), model.version());
        running.put(model.deployment(), new Shadow(model, maxBatch));
        listener.report(ModelReport.shadow(model));
    }

    /**
     * Ends those that are no longer announced and asks for those that are not there.
     *
     * @param load loads a model, which then comes to {@link #add}
     */
    void follow(LoadedModel active, Consumer<ModelDeployment> load) throws Exception {
        List<ModelDeployment> announced = announcements.shadows();
        resting.retainAll(announced);
        for (ModelDeployment deployment : List.copyOf(running.keySet())) {
            if (!announced.contains(deployment)) {
                running.remove(deployment).close();
                listener.report(announcements.retired(deployment));
            }
        }
        for (ModelDeployment deployment : announced) {
            if (active.is(deployment)) {
                rest(deployment);
            } else {
                resting.remove(deployment);
                if (!running.containsKey(deployment)) {
                    load.accept(deployment);
                }
            }
        }
    }

    private void rest(ModelDeployment deployment) {
        if (running.containsKey(deployment)) {
            running.remove(deployment).close();
        }
        if (resting.add(deployment)) {
            Subject subject = Subject.of(deployment);
            listener.report(new ModelReport(subject, State.SET_ASIDE, "is the model that serves"));
        }
    }

    /** Offers a frame that the active model has taken. */
    void offer(Frame frame, int place) {
        for (Shadow shadow : List.copyOf(running.values())) {
            attempt(shadow, () -> shadow.offer(frame, place));
        }
    }

    /** Compares with the results of a batch. */
    void compare(List<Classification> results, Instant now) {
        for (Shadow shadow : List.copyOf(running.values())) {
            attempt(shadow, () -> shadow.compare(results, now));
        }
    }

    /** How they agreed with the active model since the last call. */
    List<ModelAgreement> agreements(LoadedModel active) {
        List<ModelAgreement> agreements = new ArrayList<>();
        running.values().forEach(shadow -> agreements.addAll(shadow.agreements(active)));
        return agreements;
    }

    /** One that fails is put away; the active model goes on. */
    private void attempt(Shadow shadow, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            ModelDeployment deployment = shadow.model().deployment();
            running.remove(deployment);
            shadow.close();
            String reason = "failed as a shadow: " + e.getMessage();
            LOG.warn("Shadow {} {} {}", deployment.name(), deployment.version(), reason);
            announcements.refuse(deployment);
            listener.report(new ModelReport(Subject.of(deployment), State.REFUSED, reason));
        }
    }

    @Override
    public void close() {
        running.values().forEach(Shadow::close);
    }
}
