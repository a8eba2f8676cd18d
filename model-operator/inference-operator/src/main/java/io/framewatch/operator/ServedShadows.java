package io.framewatch.operator;

import io.framewatch.event.Classification;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.Frame;
import io.framewatch.event.ModelAgreement;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelStatus.Outcome;
import io.framewatch.event.ModelStatus.Subject;
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
 * The shadows of one subtask. A shadow rests while its own model serves: there is nothing to
 * compare it with. Used by the task's thread.
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

    /**
     * Takes a loaded model, if it is to run beside the active one.
     *
     * @return false if the caller still owns the model
     */
    boolean take(LoadedModel model, LoadedModel active) {
        if (!(model.source() instanceof ModelSource.Deployed deployed)
                || !(deployed.deployment().role() instanceof Role.Shadow role)
                || !announcements.shadows().contains(deployed.deployment())
                || active.is(deployed.deployment())) {
            return false;
        }
        LOG.info("Model {} {} is a shadow", model.name(), model.version());
        running.put(deployed.deployment(), new Shadow(model, role.share(), maxBatch));
        listener.report(model.subject(), model.shadow());
        return true;
    }

    /**
     * Ends shadows that are no longer announced.
     *
     * @return the shadows to load and give to {@link #take}
     */
    List<ModelDeployment> follow(LoadedModel active) {
        List<ModelDeployment> announced = announcements.shadows();
        resting.retainAll(announced);
        for (ModelDeployment deployment : List.copyOf(running.keySet())) {
            if (!announced.contains(deployment)) {
                running.remove(deployment).close();
                listener.report(announcements.retired(deployment), Outcome.retired());
            }
        }
        List<ModelDeployment> missing = new ArrayList<>();
        for (ModelDeployment deployment : announced) {
            if (active.is(deployment)) {
                rest(deployment);
            } else {
                resting.remove(deployment);
                if (!running.containsKey(deployment)) {
                    missing.add(deployment);
                }
            }
        }
        return missing;
    }

    private void rest(ModelDeployment deployment) {
        if (running.containsKey(deployment)) {
            running.remove(deployment).close();
        }
        if (resting.add(deployment)) {
            listener.report(Subject.of(deployment), Outcome.setAside("is the model that serves"));
        }
    }

    /** Offers a frame that the active model has taken. */
    void offer(Frame frame, int place) {
        attempt(shadow -> shadow.offer(frame, place));
    }

    /** Compares with the results of a batch. */
    void compare(List<Classification> results, Instant now) {
        attempt(shadow -> shadow.compare(results, now));
    }

    /** How they agreed with the active model since the last call. */
    List<ModelAgreement> agreements(LoadedModel active) {
        List<ModelAgreement> agreements = new ArrayList<>();
        running.values().forEach(shadow -> agreements.addAll(shadow.agreements(active)));
        return agreements;
    }

    /** A shadow that fails is closed; the active model goes on. */
    private void attempt(Consumer<Shadow> work) {
        Map.copyOf(running)
                .forEach(
                        (deployment, shadow) -> {
                            try {
                                work.accept(shadow);
                            } catch (RuntimeException e) {
                                refuse(deployment, "failed as a shadow: " + e.getMessage());
                            }
                        });
    }

    private void refuse(ModelDeployment deployment, String reason) {
        running.remove(deployment).close();
        LOG.warn("Shadow {} {} {}", deployment.name(), deployment.version(), reason);
        announcements.refuse(deployment);
        listener.report(Subject.of(deployment), Outcome.refused(reason));
    }

    @Override
    public void close() {
        running.values().forEach(Shadow::close);
    }
}
