package io.framewatch.operator;

import io.framewatch.classify.Head;
import io.framewatch.event.Classification;
import io.framewatch.event.ModelAgreement;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelStatus;
import io.framewatch.frame.Frame;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of one subtask: the one that serves, and its shadows. Follows the announcements: loads
 * what is wanted in the background, and switches when it is ready. Used by the task's thread.
 */
final class ServedModels implements BackgroundLoads.Arrival, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServedModels.class);

    private final Announcements announcements;
    private final ModelLoader loader;
    private final BackgroundLoads loads;
    private final ServedHeads heads;
    private final Listener listener;
    private final int maxBatch;
    private final Set<ModelDeployment> loading = new HashSet<>();
    private final Map<ModelDeployment, Shadow> shadows = new HashMap<>();
    private LoadedModel active;
    private boolean configurationGone;

    /** Is told what changes, in the task's thread. */
    interface Listener {
        /** Another model serves from now on; called between two batches. */
        void switchTo(LoadedModel model);

        /** Something became of a deployment. */
        void report(
                ModelDeployment deployment, ModelStatus.State state, String reason, Long micros);
    }

    /**
     * @param loads makes what this calls for arrive here
     */
    ServedModels(
            Announcements announcements,
            ModelLoader loader,
            Function<BackgroundLoads.Arrival, BackgroundLoads> loads,
            Listener listener,
            int maxBatch) {
        this.announcements = announcements;
        this.loader = loader;
        this.loads = loads.apply(this);
        this.heads = new ServedHeads(announcements, this.loads, listener);
        this.listener = listener;
        this.maxBatch = maxBatch;
    }

    /**
     * Opens what served when the state was written, or the model of the configuration.
     *
     * @throws IOException if the configuration's model cannot be read
     * @throws IllegalArgumentException if it cannot be used
     */
    void open() throws Exception {
        Optional<ModelDeployment> serving = announcements.serving();
        if (serving.isPresent()) {
            try {
                active = loader.load(serving.get());
            } catch (ModelRefusedException e) {
                refuse(serving.get(), e.getMessage());
            }
        }
        if (active == null) {
            active = loader.configured();
            announcements.serve(null);
        }
        heads.open();
        heads.serveOn(active);
        listener.switchTo(active);
        follow();
    }

    /** Takes an announcement. */
    void announce(ModelDeployment deployment) throws Exception {
        if (announcements.take(deployment)) {
            follow();
        }
    }

    /** Whether frames are compared. */
    boolean hasShadows() {
        return !shadows.isEmpty();
    }

    /** Offers a frame that the active model has taken to the shadows. */
    void offer(Frame frame, int place) {
        for (Shadow shadow : List.copyOf(shadows.values())) {
            attempt(shadow, () -> shadow.offer(frame, place));
        }
    }

    /** Compares the shadows with the results of a batch. */
    void compare(List<Classification> results, Instant now) {
        for (Shadow shadow : List.copyOf(shadows.values())) {
            attempt(shadow, () -> shadow.compare(results, now));
        }
    }

    /** How the shadows agreed since the last call. */
    List<ModelAgreement> agreements() {
        List<ModelAgreement> agreements = new ArrayList<>();
        shadows.values().forEach(shadow -> agreements.addAll(shadow.agreements(active)));
        return agreements;
    }

    /** A shadow that fails is put away; the active model goes on. */
    private void attempt(Shadow shadow, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            ModelDeployment deployment = shadow.model().deployment();
            shadows.remove(deployment);
            shadow.close();
            refuse(deployment, "failed as a shadow: " + e.getMessage());
        }
    }

    /** Loads what is wanted and not there, puts away what is no longer wanted. */
    private void follow() throws Exception {
        heads.follow(active);
        ModelDeployment wanted = announcements.wanted().orElse(null);
        boolean available = wanted != null || !configurationGone;
        if (available && !Objects.equals(wanted, active.deployment())) {
            load(wanted);
        }
        List<ModelDeployment> wantedShadows = announcements.shadows();
        for (Shadow shadow : List.copyOf(shadows.values())) {
            ModelDeployment deployment = shadow.model().deployment();
            if (!wantedShadows.contains(deployment)) {
                shadows.remove(deployment).close();
                listener.report(deployment, ModelStatus.State.RETIRED, null, null);
            }
        }
        for (ModelDeployment deployment : wantedShadows) {
            if (!shadows.containsKey(deployment)) {
                load(deployment);
            }
        }
    }

    private void load(ModelDeployment deployment) {
        if (loading.add(deployment)) {
            loads.load(deployment);
        }
    }

    @Override
    public void arrived(ModelDeployment deployment, LoadedModel model, String refusal)
            throws Exception {
        loading.remove(deployment);
        if (model == null) {
            refuse(deployment, refusal);
        } else if (Objects.equals(deployment, announcements.wanted().orElse(null))) {
            switchTo(model);
        } else if (announcements.shadows().contains(deployment)) {
            shadows.put(deployment, new Shadow(model, maxBatch));
            report(model, ModelStatus.State.SHADOW);
        } else {
            model.close();
        }
        follow();
    }

    @Override
    public void arrived(ModelDeployment deployment, Head head, String refusal) throws Exception {
        heads.arrived(deployment, head, refusal, active);
    }

    private void switchTo(LoadedModel model) throws Exception {
        LoadedModel before = active;
        active = model;
        announcements.serve(model.deployment());
        heads.serveOn(model);
        listener.switchTo(model);
        before.close();
        if (before.deployment() != null) {
            listener.report(before.deployment(), ModelStatus.State.RETIRED, null, null);
        }
        report(model, ModelStatus.State.ACTIVE);
    }

    private void report(LoadedModel model, ModelStatus.State state) {
        LOG.info("Model {} {} is {}", model.name(), model.version(), state);
        if (model.deployment() != null) {
            long micros = model.batchTime().toNanos() / 1000;
            listener.report(model.deployment(), state, null, micros);
        }
    }

    /** The configuration's model has no deployment to refuse: what serves goes on. */
    private void refuse(ModelDeployment deployment, String reason) {
        if (deployment == null) {
            LOG.error("The model of the configuration is gone: {}", reason);
            configurationGone = true;
            return;
        }
        LOG.warn("Model {} {} is refused: it {}", deployment.name(), deployment.version(), reason);
        announcements.refuse(deployment);
        listener.report(deployment, ModelStatus.State.REFUSED, reason, null);
    }

    @Override
    public void close() {
        loads.close();
        shadows.values().forEach(Shadow::close);
        if (active != null) {
            active.close();
        }
    }
}
