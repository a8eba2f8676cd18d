package io.framewatch.operator;

import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelDeployment.Role;
import io.framewatch.event.ModelStatus.State;
import io.framewatch.operator.ModelReport.Subject;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * What has been announced about models and heads, the latest of each name, and which announcement
 * serves. It is the same at all subtasks and part of each checkpoint. Used by the task's thread.
 */
final class Announcements {

    /** Key of the serving deployment: no model has a blank name. */
    private static final String SERVING = "";

    private static final MapStateDescriptor<String, ModelDeployment> LATEST =
            new MapStateDescriptor<>(
                    "model-deployments", Types.STRING, TypeInformation.of(ModelDeployment.class));

    private final BroadcastState<String, ModelDeployment> state;
    private final Set<ModelDeployment> refused = new HashSet<>();

    Announcements(OperatorStateStore store) throws Exception {
        state = store.getBroadcastState(LATEST);
    }

    /**
     * Takes an announcement. A model's shadow stands beside its active version; that a version is
     * retired ends it in both roles.
     *
     * @return false if it changes nothing: it, or a later one, is known
     */
    boolean take(ModelDeployment deployment) throws Exception {
        if (deployment.isHead()) {
            return put(stateKey(deployment), deployment);
        }
        return switch (deployment.role()) {
            case ACTIVE, SHADOW -> put(stateKey(deployment), deployment);
            case RETIRED -> retire(deployment);
        };
    }

    private boolean put(String key, ModelDeployment deployment) throws Exception {
        ModelDeployment known = state.get(key);
        if (known != null && !deployment.announcedAt().isAfter(known.announcedAt())) {
            return false;
        }
        state.put(key, deployment);
        return true;
    }

    private boolean retire(ModelDeployment deployment) throws Exception {
        boolean changed = false;
        for (String key : List.of(deployment.name(), deployment.shadowKey(), SERVING)) {
            ModelDeployment known = state.get(key);
            if (known != null && isSameModel(known, deployment)) {
                changed |= put(key, deployment);
            }
        }
        return changed;
    }

    private static String stateKey(ModelDeployment deployment) {
        return deployment.isHead() ? "head/" + deployment.key() : deployment.key();
    }

    private static boolean isSameModel(ModelDeployment one, ModelDeployment other) {
        return one.name().equals(other.name()) && one.version().equals(other.version());
    }

    /** Leaves out an announcement from now on. */
    void refuse(ModelDeployment deployment) {
        refused.add(deployment);
    }

    /**
     * The deployment that should serve: the active one that was announced last, or what served
     * before if that was refused; empty for the model of the configuration.
     */
    Optional<ModelDeployment> wanted() throws Exception {
        Optional<ModelDeployment> latest =
                usable(Role.ACTIVE, false).max(Comparator.comparing(ModelDeployment::announcedAt));
        return latest.isPresent() ? latest : serving();
    }

    /** The shadows that should run, unless their model serves. */
    List<ModelDeployment> shadows() throws Exception {
        return usable(Role.SHADOW, false).toList();
    }

    /** That one no longer runs: the answer to the announcement that retired it, if one did. */
    ModelReport retired(ModelDeployment deployment) throws Exception {
        ModelDeployment answered =
                isRetired(deployment) ? state.get(stateKey(deployment)) : deployment;
        return new ModelReport(
                Subject.of(deployment).announcedAt(answered.announcedAt()), State.RETIRED, null);
    }

    /** The heads that should look at their cameras' frames. */
    List<ModelDeployment> heads() throws Exception {
        return usable(Role.ACTIVE, true)
                .sorted(Comparator.comparing(ModelDeployment::key))
                .toList();
    }

    /** Whether the last that was said of a model or a head is that it is retired. */
    boolean isRetired(ModelDeployment deployment) throws Exception {
        ModelDeployment latest = state.get(stateKey(deployment));
        return latest != null
                && latest.role() == Role.RETIRED
                && (deployment.isHead() || isSameModel(latest, deployment));
    }

    /** What serves, or did when the state was written; empty for the model of the configuration. */
    Optional<ModelDeployment> serving() throws Exception {
        return Optional.ofNullable(state.get(SERVING))
                .filter(deployment -> deployment.role() == Role.ACTIVE)
                .filter(deployment -> !refused.contains(deployment));
    }

    /** Remembers what serves; null is the model of the configuration. */
    void serve(ModelDeployment deployment) throws Exception {
        if (deployment == null) {
            state.remove(SERVING);
        } else {
            state.put(SERVING, deployment);
        }
    }

    private Stream<ModelDeployment> usable(Role role, boolean heads) throws Exception {
        return StreamSupport.stream(state.immutableEntries().spliterator(), false)
                .filter(entry -> !entry.getKey().equals(SERVING))
                .map(Map.Entry::getValue)
                .filter(deployment -> deployment.role() == role && deployment.isHead() == heads)
                .filter(deployment -> !refused.contains(deployment));
    }
}
