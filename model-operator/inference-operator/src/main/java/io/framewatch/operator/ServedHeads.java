package io.framewatch.operator;

import io.framewatch.classify.Head;
import io.framewatch.classify.HeadLayer;
import io.framewatch.classify.InvalidModelException;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelStatus.State;
import io.framewatch.operator.ModelReport.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heads of one subtask, deployed or configured. Those that were taught on the model that serves
 * look at the frames of their cameras; the others are set aside until theirs does. Used by the
 * task's thread.
 */
final class ServedHeads {

    private static final Logger LOG = LoggerFactory.getLogger(ServedHeads.class);

    private final Announcements announcements;
    private final BackgroundLoads loads;
    private final ServedModels.Listener listener;
    private final Set<ModelDeployment> loading = new HashSet<>();
    private final Map<ModelDeployment, Head> heads =
            new TreeMap<>(
                    Comparator.comparing(ModelDeployment::key)
                            .thenComparing(ModelDeployment::announcedAt));
    private final Map<Subject, State> reported = new HashMap<>();

    ServedHeads(
            Announcements announcements, BackgroundLoads loads, ServedModels.Listener listener) {
        this.announcements = announcements;
        this.loads = loads;
        this.listener = listener;
    }

    /**
     * Opens the heads of the state at once: the frames after the checkpoint are to be looked at by
     * the heads that those before it were.
     */
    void open() throws Exception {
        for (ModelDeployment deployment : announcements.heads()) {
            try {
                heads.put(deployment, HeadLoader.load(deployment));
            } catch (ModelRefusedException e) {
                refuse(deployment, e.getMessage());
            }
        }
    }

    /**
     * Loads what was announced and is not there, puts away what was retired. The version before
     * looks at the frames until the next one is there, and goes on if that is refused.
     */
    void follow(LoadedModel active) throws Exception {
        boolean changed = false;
        for (ModelDeployment deployment : List.copyOf(heads.keySet())) {
            if (announcements.isRetired(deployment)) {
                retire(deployment);
                changed = true;
            }
        }
        for (ModelDeployment deployment : announcements.heads()) {
            if (!heads.containsKey(deployment) && loading.add(deployment)) {
                loads.loadHead(deployment);
            }
        }
        if (changed) {
            serveOn(active);
        }
    }

    /** Takes a head that was loaded, or notice that it was not. */
    void arrived(ModelDeployment deployment, Head head, String refusal, LoadedModel active)
            throws Exception {
        loading.remove(deployment);
        if (head == null) {
            refuse(deployment, refusal);
        } else if (announcements.heads().contains(deployment)) {
            for (ModelDeployment other : List.copyOf(heads.keySet())) {
                if (other.key().equals(deployment.key())) {
                    retire(other);
                }
            }
            heads.put(deployment, head);
            serveOn(active);
        }
        follow(active);
    }

    /** Puts the heads on the model that serves from now on, and says of each what it does there. */
    void switchTo(LoadedModel model) {
        reported.clear();
        serveOn(model);
    }

    private void serveOn(LoadedModel model) {
        Map<ModelDeployment, HeadLayer> fitting = new LinkedHashMap<>();
        Map<ModelDeployment, String> others = new LinkedHashMap<>();
        heads.forEach(
                (deployment, head) -> {
                    try {
                        fitting.put(deployment, HeadLayer.of(head, model.classifier()));
                    } catch (InvalidModelException e) {
                        others.put(deployment, String.join("; ", e.problems()));
                    }
                });
        model.heads().deploy(new ArrayList<>(fitting.values()));
        fitting.keySet().forEach(deployment -> report(deployment, State.ACTIVE, null));
        others.forEach((deployment, reason) -> report(deployment, State.SET_ASIDE, reason));
        reportConfigured(model.heads(), fitting.keySet());
    }

    /** A deployed head takes the place of that of the configuration of its camera and name. */
    private void reportConfigured(CameraHeads heads, Collection<ModelDeployment> deployed) {
        Set<String> taken = deployed.stream().map(ModelDeployment::key).collect(Collectors.toSet());
        heads.configured().forEach(head -> reportConfigured(head, taken, State.ACTIVE, null));
        heads.setAside()
                .forEach((head, reason) -> reportConfigured(head, taken, State.SET_ASIDE, reason));
    }

    private void reportConfigured(Head head, Set<String> taken, State state, String reason) {
        Subject subject = Subject.of(head);
        if (taken.contains(subject.name())) {
            report(new ModelReport(subject, State.RETIRED, null));
        } else {
            report(new ModelReport(subject, state, reason));
        }
    }

    private void retire(ModelDeployment deployment) throws Exception {
        heads.remove(deployment);
        report(announcements.retired(deployment));
        reported.remove(Subject.of(deployment));
    }

    private void refuse(ModelDeployment deployment, String reason) {
        announcements.refuse(deployment);
        report(deployment, State.REFUSED, reason);
        reported.remove(Subject.of(deployment));
    }

    private void report(ModelDeployment deployment, State state, String reason) {
        report(new ModelReport(Subject.of(deployment), state, reason));
    }

    /** Says what is new. */
    private void report(ModelReport report) {
        Subject subject = report.subject();
        if (reported.put(subject, report.state()) != report.state()) {
            LOG.info("Head {} {} is {}", subject.name(), subject.version(), report.state());
            listener.report(report);
        }
    }
}
