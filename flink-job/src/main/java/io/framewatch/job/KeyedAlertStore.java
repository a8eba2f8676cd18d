package io.framewatch.job;

import io.framewatch.job.alert.AlertStore;
import io.framewatch.job.alert.CameraProgress;
import io.framewatch.job.alert.RuleProgress;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.FlinkRuntimeException;

/** What is known of the camera that is the key, in Flink's state. */
final class KeyedAlertStore implements AlertStore {

    private final ValueState<CameraProgress> camera;
    private final MapState<String, RuleProgress> rules;

    KeyedAlertStore(RuntimeContext context, Duration timeToLive) {
        // Each access also looks at one other camera: five, Flink's default, cost more than the
        // rest.
        StateTtlConfig ttl =
                StateTtlConfig.newBuilder(timeToLive)
                        .updateTtlOnReadAndWrite()
                        .cleanupIncrementally(1, false)
                        .build();
        ValueStateDescriptor<CameraProgress> ofCamera =
                new ValueStateDescriptor<>("camera", TypeInformation.of(CameraProgress.class));
        MapStateDescriptor<String, RuleProgress> ofRules =
                new MapStateDescriptor<>(
                        "rules", Types.STRING, TypeInformation.of(RuleProgress.class));
        ofCamera.enableTimeToLive(ttl);
        ofRules.enableTimeToLive(ttl);
        camera = context.getState(ofCamera);
        rules = context.getMapState(ofRules);
    }

    @Override
    public CameraProgress camera() {
        return access(camera::value);
    }

    @Override
    public void camera(CameraProgress progress) {
        access(
                () -> {
                    camera.update(progress);
                    return null;
                });
    }

    @Override
    public RuleProgress rule(String id) {
        return access(() -> rules.get(id));
    }

    @Override
    public void rule(String id, RuleProgress progress) {
        access(
                () -> {
                    if (progress == null) {
                        rules.remove(id);
                    } else {
                        rules.put(id, progress);
                    }
                    return null;
                });
    }

    @Override
    public Iterable<Map.Entry<String, RuleProgress>> rules() {
        return access(rules::entries);
    }

    private interface Access<T> {
        T get() throws Exception;
    }

    /** Flink lets access to state throw anything; it fails the task. */
    private static <T> T access(Access<T> access) {
        try {
            return access.get();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new FlinkRuntimeException("state cannot be read or written", e);
        }
    }
}
