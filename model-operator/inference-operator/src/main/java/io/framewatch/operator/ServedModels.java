package io.framewatch.operator;

import io.framewatch.classify.Head;
import io.framewatch.event.ModelAgreement;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelDeployment.Role;
import io.framewatch.event.ModelStatus.State;
import io.framewatch.operator.ModelReport.Subject;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
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
    private final ServedShadows shadows;
    private final Listener listener;
    private final Set<ModelDeployment> loading = new HashSet<>();
    private LoadedModel active;
    private boolean configurationGone;

    /** Is told what changes, in the task's thread. */
    interface Listener {
        /** Another model serves from now on; called between two batches. */
        void switchTo(LoadedModel model);

        /** Something became of a model or a head. */
        void report(ModelReport report);
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
        this.shadows = new ServedShadows(announcements, listener, maxBatch);
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
        listener.switchTo(active);
        listener.report(ModelReport.active(active));
        heads.switchTo(active);
        follow();
    }

    /** Takes an announcement. */
    void announce(ModelDeployment deployment) throws Exception {
        if (!announcements.take(deployment)) {
            return;
        }
        if (deployment.role() == Role.RETIRED && !deployment.isHead() && !runs(deployment)) {
            report(deployment, State.RETIRED, null);
        }
        follow();
    }

    /** Whether this version serves or is compared. */
    private boolean runs(ModelDeployment deployment) {
        return Stream.concat(Stream.of(active), shadows.models())
                .filter(model -> model.deployment() != null)
                .anyMatch(
                        model ->
                                model.name().equals(deployment.name())
                                        && model.version().equals(deployment.version()));
    }

    ServedShadows shadows() {
        return shadows;
    }

    /** How the shadows agreed with the active model since the last call. */
    List<ModelAgreement> agreements() {
        return shadows.agreements(active);
    }

    /** Loads what is wanted and not there, puts away what is no longer wanted. */
    private void follow() throws Exception {
        heads.follow(active);
        ModelDeployment wanted = announcements.wanted().orElse(null);
        boolean available = wanted != null || !configurationGone;
        if (available && !Objects.equals(wanted, active.deployment())) {
            load(wanted);
        }
        shadows.follow(active, this::load);
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
        } else if (shadows.wants(deployment, active)) {
            shadows.add(model);
        } else {
            model.close();
            reportSuperseded(deployment);
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
        listener.switchTo(model);
        before.close();
        if (before.deployment() == null) {
            listener.report(new ModelReport(Subject.of(before), State.RETIRED, null));
        } else {
            listener.report(announcements.retired(before.deployment()));
        }
        listener.report(ModelReport.active(model));
        heads.switchTo(model);
    }

    /** Another one was announced while it was loading; a retirement has been answered already. */
    private void reportSuperseded(ModelDeployment deployment) throws Exception {
        if (deployment != null
                && !announcements.isRetired(deployment)
                && !announcements.shadows().contains(deployment)) {
            report(deployment, State.RETIRED, null);
        }
    }

    private void report(ModelDeployment deployment, State state, String reason) {
        listener.report(new ModelReport(Subject.of(deployment), state, reason));
    }

    /** The configuration's model has no deployment to refuse: what serves goes on. */
    private void refuse(ModelDeployment deployment, String reason) {
        if (deployment == null) {
            LOG.error("The model of the configuration is gone: {}", reason);
            configurationGone = true;
            Subject subject = new Subject(loader.configuredUri(), "unknown", null, null);
            listener.report(new ModelReport(subject, State.REFUSED, reason));
            return;
        }
        LOG.warn("Model {} {} is refused: it {}", deployment.name(), deployment.version(), reason);
        announcements.refuse(deployment);
        report(deployment, State.REFUSED, reason);
    }

    @Override
    public void close() {
        loads.close();
        shadows.close();
        if (active != null) {
            active.close();
        }
    }
}
