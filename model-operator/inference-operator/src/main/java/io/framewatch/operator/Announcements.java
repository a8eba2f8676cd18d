package io.framewatch.operator;

import io.framewatch.event.Deployment;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.EventJson;
import io.framewatch.event.HeadDeployment;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelStatus.Subject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * The latest announcement of each model and head, and the one that serves. A higher offset in the
 * models topic is later. The same in all subtasks, and part of each checkpoint. Used by the task's
 * thread.
 */
final class Announcements {

    /** Key of the serving deployment: no model has a blank name. */
    private static final String SERVING = "";

    /** Offset and JSON, so that a savepoint outlives the classes. */
    private static final MapStateDescriptor<String, Tuple2<Long, byte[]>> STATE =
            new MapStateDescriptor<>(
                    "announcements",
                    Types.STRING,
                    Types.TUPLE(Types.LONG, Types.PRIMITIVE_ARRAY(Types.BYTE)));

    private final BroadcastState<String, Tuple2<Long, byte[]>> state;
    private final Map<String, Announced> latest = new HashMap<>();
    private final Set<Deployment> refused = new HashSet<>();

    /** An announcement and its place in the log. */
    private record Announced(long offset, Deployment deployment) {

        private boolean isOf(ModelDeployment version) {
            return deployment.name().equals(version.name())
                    && deployment.version().equals(version.version());
        }
    }

    Announcements(OperatorStateStore store) throws Exception {
        state = store.getBroadcastState(STATE);
        for (Map.Entry<String, Tuple2<Long, byte[]>> entry : state.immutableEntries()) {
            Deployment deployment = EventJson.read(entry.getValue().f1, Deployment.class);
            latest.put(entry.getKey(), new Announced(entry.getValue().f0, deployment));
        }
    }

    /**
     * Takes an announcement. A model may have a shadow beside its active version. Retiring a
     * version ends it in both roles.
     *
     * @param offset of its record
     * @return false if it changes nothing, because this or a later one is known
     */
    boolean take(long offset, Deployment deployment) throws Exception {
        Announced announced = new Announced(offset, deployment);
        return deployment instanceof ModelDeployment model && model.role() instanceof Role.Retired
                ? retire(model, announced)
                : put(key(deployment), announced);
    }

    private boolean put(String key, Announced announced) throws Exception {
        Announced known = latest.get(key);
        if (known != null && announced.offset() <= known.offset()) {
            return false;
        }
        store(key, announced);
        return true;
    }

    private void store(String key, Announced announced) throws Exception {
        latest.put(key, announced);
        state.put(key, Tuple2.of(announced.offset(), EventJson.toBytes(announced.deployment())));
    }

    private boolean retire(ModelDeployment model, Announced announced) throws Exception {
        boolean changed = false;
        for (String key : List.of(model.name(), model.shadowKey(), SERVING)) {
            Announced known = latest.get(key);
            if (known != null && known.isOf(model)) {
                changed |= put(key, announced);
            }
        }
        return changed;
    }

    private static String key(Deployment deployment) {
        return deployment instanceof HeadDeployment ? "head/" + deployment.key() : deployment.key();
    }

    /** Ignores an announcement until the task is restarted. */
    void refuse(Deployment deployment) {
        refused.add(deployment);
    }

    /**
     * The model that should serve: the active one that was announced last, or what served before if
     * that was refused.
     */
    ModelSource wanted() {
        return usable(ModelDeployment.class, Role.Active.class)
                .reduce((earlier, later) -> later)
                .or(this::serving)
                .<ModelSource>map(ModelSource.Deployed::new)
                .orElseGet(ModelSource.Configured::new);
    }

    /** The shadows that should run, unless their model serves. */
    List<ModelDeployment> shadows() {
        return usable(ModelDeployment.class, Role.Shadow.class).toList();
    }

    /** The heads that should classify the frames of their cameras. */
    List<HeadDeployment> heads() {
        return usable(HeadDeployment.class, Role.Active.class).toList();
    }

    /**
     * The subject of the event that a deployment is retired. It answers the announcement that
     * retired it, if there is one.
     */
    Subject retired(Deployment deployment) {
        Deployment answered =
                isRetired(deployment) ? latest.get(key(deployment)).deployment() : deployment;
        return Subject.of(deployment).answering(answered);
    }

    /** Whether the latest announcement of a model or a head retires it. */
    boolean isRetired(Deployment deployment) {
        Announced known = latest.get(key(deployment));
        return known != null
                && known.deployment().role() instanceof Role.Retired
                && (!(deployment instanceof ModelDeployment model) || known.isOf(model));
    }

    /**
     * The model that serves, or served when the state was written; empty for the model of the
     * configuration.
     */
    Optional<ModelDeployment> serving() {
        return Optional.ofNullable(latest.get(SERVING))
                .map(announced -> (ModelDeployment) announced.deployment())
                .filter(model -> model.role() instanceof Role.Active && !refused.contains(model));
    }

    /**
     * Remembers the model that serves, which {@link #wanted} gave, or that of the configuration.
     */
    void serve(ModelSource source) throws Exception {
        if (source instanceof ModelSource.Deployed deployed) {
            store(SERVING, announced(deployed.deployment()));
        } else {
            latest.remove(SERVING);
            state.remove(SERVING);
        }
    }

    private Announced announced(ModelDeployment model) {
        return Stream.of(model.key(), SERVING)
                .map(latest::get)
                .filter(announced -> announced != null && announced.deployment().equals(model))
                .findFirst()
                .orElseThrow();
    }

    /** In the order of the log. */
    private <D extends Deployment> Stream<D> usable(Class<D> type, Class<? extends Role> role) {
        return latest.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(SERVING))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparing(Announced::offset))
                .map(Announced::deployment)
                .filter(deployment -> role.isInstance(deployment.role()))
                .filter(deployment -> !refused.contains(deployment))
                .filter(type::isInstance)
                .map(type::cast);
    }
}
