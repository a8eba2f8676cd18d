package io.framewatch.operator;

import io.framewatch.classify.Head;
import io.framewatch.classify.HeadLayer;
import io.framewatch.event.CameraId;
import io.framewatch.event.HeadDeployment;
import io.framewatch.event.ModelState;
import io.framewatch.event.ModelStatus.Outcome;
import io.framewatch.event.ModelStatus.Subject;
import io.framewatch.operator.BackgroundLoads.Result;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heads of one subtask, deployed or configured. A head that was taught on the serving model
 * classifies the frames of its camera. The others are set aside until their model serves. Used by
 * the task's thread.
 */
final class ServedHeads {

    private static final Logger LOG = LoggerFactory.getLogger(ServedHeads.class);

    private final Announcements announcements;
    private final BackgroundLoads loads;
    private final ServedModels.Listener listener;
    private final Set<HeadDeployment> loading = new HashSet<>();
    private final Map<String, LoadedHead> heads = new TreeMap<>();
    private final Map<Subject, ModelState> reported = new HashMap<>();
    private LoadedModel model;

    private record LoadedHead(HeadDeployment deployment, Head head) {}

    ServedHeads(
            Announcements announcements, BackgroundLoads loads, ServedModels.Listener listener) {
        this.announcements = announcements;
        this.loads = loads;
        this.listener = listener;
    }

    /**
     * Opens the heads of the state at once, so that the frames after the checkpoint are classified
     * by the same heads as those before it.
     */
    void open() {
        for (HeadDeployment deployment : announcements.heads()) {
            try {
                Head head = HeadLoader.load(deployment);
                heads.put(deployment.key(), new LoadedHead(deployment, head));
            } catch (ModelRefusedException e) {
                refuse(deployment, e.getMessage());
            }
        }
    }

    /** Puts the heads on the model that serves from now on, and reports the state of each. */
    void switchTo(LoadedModel next) {
        model = next;
        reported.clear();
        serve();
    }

    /**
     * Loads announced heads that are missing and drops retired ones. The version before classifies
     * until the next one is loaded, and goes on if that is refused.
     */
    void follow() {
        List<HeadDeployment> retired =
                heads.values().stream()
                        .map(LoadedHead::deployment)
                        .filter(announcements::isRetired)
                        .toList();
        retired.forEach(this::retire);
        if (!retired.isEmpty()) {
            serve();
        }
        for (HeadDeployment deployment : announcements.heads()) {
            if (!has(deployment) && loading.add(deployment)) {
                loads.start(
                        () -> HeadLoader.load(deployment),
                        head -> {},
                        result -> arrived(deployment, result));
            }
        }
    }

    private boolean has(HeadDeployment deployment) {
        LoadedHead loaded = heads.get(deployment.key());
        return loaded != null && loaded.deployment().equals(deployment);
    }

    private void arrived(HeadDeployment deployment, Result<Head> result) {
        loading.remove(deployment);
        if (result instanceof Result.Refused<Head> refused) {
            refuse(deployment, refused.reason());
        } else if (result instanceof Result.Loaded<Head> loaded
                && announcements.heads().contains(deployment)) {
            if (heads.containsKey(deployment.key())) {
                retire(heads.get(deployment.key()).deployment());
            }
            heads.put(deployment.key(), new LoadedHead(deployment, loaded.value()));
            serve();
        }
        follow();
    }

    private void serve() {
        CameraHeads.Fit fit =
                CameraHeads.Fit.of(
                        heads.values().stream().map(LoadedHead::head).toList(), model.classifier());
        model.heads().deploy(fit.layers());
        fit.layers().forEach(layer -> report(deployed(layer.head()), Outcome.active()));
        fit.setAside().forEach((head, reason) -> report(deployed(head), Outcome.setAside(reason)));
        reportConfigured(fit.layers());
    }

    private void reportConfigured(List<HeadLayer> deployed) {
        Set<String> taken =
                deployed.stream().map(layer -> key(layer.head())).collect(Collectors.toSet());
        CameraHeads own = model.heads();
        own.configured().forEach(head -> reportConfigured(head, taken, Outcome.active()));
        own.setAside()
                .forEach((head, reason) -> reportConfigured(head, taken, Outcome.setAside(reason)));
    }

    /** A deployed head replaces the one of its camera and name in the configuration. */
    private void reportConfigured(Head head, Set<String> taken, Outcome outcome) {
        report(
                Subject.configuredHead(new CameraId(head.camera()), head.name(), head.version()),
                taken.contains(key(head)) ? Outcome.retired() : outcome);
    }

    private Subject deployed(Head head) {
        return Subject.of(heads.get(key(head)).deployment());
    }

    private static String key(Head head) {
        return HeadDeployment.key(new CameraId(head.camera()), head.name());
    }

    private void retire(HeadDeployment deployment) {
        heads.remove(deployment.key());
        report(announcements.retired(deployment), Outcome.retired());
        reported.remove(Subject.of(deployment));
    }

    private void refuse(HeadDeployment deployment, String reason) {
        announcements.refuse(deployment);
        report(Subject.of(deployment), Outcome.refused(reason));
        reported.remove(Subject.of(deployment));
    }

    /** Reports a state that is new. */
    private void report(Subject subject, Outcome outcome) {
        if (reported.put(subject, outcome.state()) != outcome.state()) {
            LOG.info("Head {} {} is {}", subject.name(), subject.version(), outcome.state());
            listener.report(subject, outcome);
        }
    }
}
