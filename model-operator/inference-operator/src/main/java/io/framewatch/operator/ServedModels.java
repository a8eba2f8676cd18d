package io.framewatch.operator;

import io.framewatch.classify.ModelManifest;
import io.framewatch.event.Deployment;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.ModelAgreement;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelStatus.Outcome;
import io.framewatch.event.ModelStatus.Subject;
import io.framewatch.operator.BackgroundLoads.Result;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of one subtask: the one that serves, and its shadows. Follows the announcements: loads
 * the wanted model in the background, and switches when it is ready. Used by the task's thread.
 */
final class ServedModels implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServedModels.class);

    private final Announcements announcements;
    private final ModelLoader loader;
    private final BackgroundLoads loads;
    private final ServedHeads heads;
    private final ServedShadows shadows;
    private final Listener listener;
    private final Set<ModelSource> loading = new HashSet<>();
    private LoadedModel active;
    private boolean configurationGone;

    /** Hears of changes, in the task's thread. */
    interface Listener {
        /** Another model serves from now on; called between two batches. */
        void switchTo(LoadedModel model);

        /** Rules watch other labels of the active model from now on. */
        void relabelled(LoadedModel model);

        /** A model or a head has another state. */
        void report(Subject subject, Outcome outcome);
    }

    /**
     * @param loads is closed with this
     */
    ServedModels(
            Announcements announcements,
            ModelLoader loader,
            BackgroundLoads loads,
            Listener listener,
            int maxBatch) {
        this.announcements = announcements;
        this.loader = loader;
        this.loads = loads;
        this.listener = listener;
        this.heads = new ServedHeads(announcements, loads, listener);
        this.shadows = new ServedShadows(announcements, listener, maxBatch);
    }

    /**
     * Opens the model that served when the state was written, or that of the configuration.
     *
     * @throws IOException if the configuration's model cannot be read
     * @throws IllegalArgumentException if it cannot be used
     */
    void open() throws Exception {
        active = first();
        heads.open();
        listener.switchTo(active);
        listener.report(active.subject(), active.active());
        heads.switchTo(active);
        follow();
    }

    private LoadedModel first() throws Exception {
        Optional<ModelDeployment> serving = announcements.serving();
        if (serving.isPresent()) {
            try {
                return loader.load(serving.get());
            } catch (ModelRefusedException e) {
                refuse(serving.get(), e.getMessage());
            }
        }
        LoadedModel configured = loader.configured();
        announcements.serve(configured.source());
        return configured;
    }

    /**
     * Takes an announcement.
     *
     * @param offset of its record
     */
    void announce(long offset, Deployment deployment) throws Exception {
        if (!announcements.take(offset, deployment)) {
            return;
        }
        if (deployment instanceof ModelDeployment model
                && model.role() instanceof Role.Retired
                && !runs(model)) {
            listener.report(Subject.of(model), Outcome.retired());
        }
        follow();
    }

    /** Whether this version serves or is compared, as it was announced. */
    private boolean runs(ModelDeployment version) {
        return Stream.concat(Stream.of(active), shadows.models())
                .filter(model -> model.source() instanceof ModelSource.Deployed)
                .anyMatch(
                        model ->
                                model.name().equals(version.name())
                                        && model.version().equals(version.version()));
    }

    /**
     * Serves with other labels.
     *
     * @param missing labels that the active model lacks and rules watch
     */
    void relabel(Function<ModelManifest, List<String>> missing) {
        LoadedModel before = active;
        active = active.missing(missing.apply(active.classifier().manifest()));
        listener.relabelled(active);
        if (!active.missingLabels().equals(before.missingLabels())) {
            listener.report(active.subject(), active.active());
        }
    }

    ServedShadows shadows() {
        return shadows;
    }

    /** How the shadows agreed with the active model since the last call. */
    List<ModelAgreement> agreements() {
        return shadows.agreements(active);
    }

    /** Loads models that are wanted and missing, ends shadows that are no longer wanted. */
    private void follow() {
        heads.follow();
        ModelSource wanted = announcements.wanted();
        boolean gone = configurationGone && wanted instanceof ModelSource.Configured;
        if (!gone && !wanted.equals(active.source())) {
            load(wanted);
        }
        shadows.follow(active).forEach(shadow -> load(new ModelSource.Deployed(shadow)));
    }

    private void load(ModelSource source) {
        if (loading.add(source)) {
            loads.start(
                    () -> loader.load(source),
                    LoadedModel::close,
                    result -> arrived(source, result));
        }
    }

    private void arrived(ModelSource source, Result<LoadedModel> result) throws Exception {
        loading.remove(source);
        if (result instanceof Result.Refused<LoadedModel> refused) {
            refuse(source, refused.reason());
        } else if (result instanceof Result.Loaded<LoadedModel> loaded) {
            place(loaded.value());
        }
        follow();
    }

    private void place(LoadedModel model) throws Exception {
        if (model.source().equals(announcements.wanted())) {
            switchTo(model);
        } else if (!shadows.take(model, active)) {
            model.close();
            reportSuperseded(model.source());
        }
    }

    private void switchTo(LoadedModel model) throws Exception {
        announcements.serve(model.source());
        LoadedModel before = active;
        active = model;
        listener.switchTo(model);
        before.close();
        listener.report(retired(before), Outcome.retired());
        listener.report(model.subject(), model.active());
        heads.switchTo(model);
    }

    private Subject retired(LoadedModel before) {
        return before.source() instanceof ModelSource.Deployed deployed
                ? announcements.retired(deployed.deployment())
                : before.subject();
    }

    /** Another model was announced while this one was loading. A retirement is reported already. */
    private void reportSuperseded(ModelSource source) {
        if (source instanceof ModelSource.Deployed deployed
                && !announcements.isRetired(deployed.deployment())
                && !announcements.shadows().contains(deployed.deployment())) {
            listener.report(Subject.of(deployed.deployment()), Outcome.retired());
        }
    }

    /** If the model of the configuration cannot be loaded, the one that serves goes on. */
    private void refuse(ModelSource source, String reason) {
        if (source instanceof ModelSource.Deployed deployed) {
            refuse(deployed.deployment(), reason);
        } else {
            LOG.error("The model of the configuration is gone: {}", reason);
            configurationGone = true;
            listener.report(
                    Subject.configuredModel(loader.configuredUri(), "unknown"),
                    Outcome.refused(reason));
        }
    }

    private void refuse(ModelDeployment deployment, String reason) {
        LOG.warn("Model {} {} is refused: it {}", deployment.name(), deployment.version(), reason);
        announcements.refuse(deployment);
        listener.report(Subject.of(deployment), Outcome.refused(reason));
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
