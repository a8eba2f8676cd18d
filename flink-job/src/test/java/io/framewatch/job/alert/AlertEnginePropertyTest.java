package io.framewatch.job.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewatch.event.Alert;
import io.framewatch.event.AlertRule;
import io.framewatch.event.CameraStatusReport;
import io.framewatch.event.Classification;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of cases by chance, each named by its seed, against the {@link ReferenceModel}. */
class AlertEnginePropertyTest {

    private static final int CASES = 500;

    private static final TypeSerializer<CameraProgress> CAMERAS =
            TypeInformation.of(CameraProgress.class).createSerializer(new SerializerConfigImpl());
    private static final TypeSerializer<RuleProgress> RULES =
            TypeInformation.of(RuleProgress.class).createSerializer(new SerializerConfigImpl());

    private static final Instant BEGIN = TestingFrames.at(0);
    private static final Instant END = TestingFrames.at(RandomCase.SECONDS);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldDecideLikeTheReferenceModel(long thousand) throws Exception {
        int decided = 0;
        for (long seed = 1000 * thousand; seed < 1000 * thousand + CASES; seed++) {
            RandomCase given = RandomCase.of(seed);

            List<Alert> alerts = run(given, null);

            for (int i = 0; i < RandomCase.RULES; i++) {
                String id = "r" + i;
                assertThat(ofRule(alerts, id))
                        .as("alerts of rule %s, seed %d", id, seed)
                        .isEqualTo(expected(given, id));
            }
            assertThat(alerts)
                    .as("order of decisions, seed %d", seed)
                    .isSortedAccordingTo(Comparator.comparing(alert -> alert.change().decidedAt()));
            decided += alerts.size();
        }
        assertThat(decided).isGreaterThan(10 * CASES);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7, 8})
    void shouldDecideTheSameHoweverTimeGoesOnAndStateIsRestored(long thousand) throws Exception {
        for (long seed = 1000 * thousand; seed < 1000 * thousand + CASES; seed++) {
            RandomCase given = RandomCase.of(seed);

            assertThat(run(given, new Random(seed)))
                    .as("alerts, seed %d", seed)
                    .isEqualTo(run(given, null));
        }
    }

    private static List<Alert> expected(RandomCase given, String id) {
        Optional<AlertRule> configured =
                given.configured().stream().filter(rule -> rule.id().equals(id)).findFirst();
        return new ReferenceModel(id, configured.orElse(null), given.revisions())
                .alerts(given.events(), BEGIN, END);
    }

    /**
     * Gives the engine all events.
     *
     * @param random decides when time goes on between events and state is restored; null for never
     */
    private static List<Alert> run(RandomCase given, Random random) throws IOException {
        RuleTimeline rules = RuleTimeline.of(given.configured(), given.revisions());
        AlertEngine engine = new AlertEngine(rules, CameraDirectory.EMPTY);
        AlertStore store = new InMemoryAlertStore();
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < given.events().size(); i++) {
            if (random != null && random.nextInt(3) == 0) {
                advance(engine, store, allowed(given.events(), i, random), alerts);
            }
            if (random != null && random.nextInt(8) == 0) {
                store = restored(store);
            }
            CameraTurn turn = engine.turn(store, TestingFrames.CAMERA, alerts::add);
            if (given.events().get(i) instanceof Classification frame) {
                turn.frame(frame);
            } else {
                turn.status((CameraStatusReport) given.events().get(i));
            }
            assertThat(turn.due())
                    .as("due, as who reads the store says")
                    .isEqualTo(engine.due(store, TestingFrames.CAMERA));
        }
        engine.advance(store, TestingFrames.CAMERA, END.plusMillis(1), alerts::add);
        return alerts;
    }

    /** A time before which nothing is still to come. */
    private static Instant allowed(List<Object> events, int next, Random random) {
        Instant limit =
                IntStream.range(next, events.size())
                        .mapToObj(i -> RandomCase.timeOf(events.get(i)))
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
        return limit.minusSeconds(random.nextInt(10));
    }

    private static void advance(
            AlertEngine engine, AlertStore store, Instant time, List<Alert> alerts) {
        Optional<Instant> due = engine.due(store, TestingFrames.CAMERA);
        int before = alerts.size();
        engine.advance(store, TestingFrames.CAMERA, time, alerts::add);
        if (due.isEmpty() || !due.get().isBefore(time)) {
            assertThat(alerts).as("nothing was due before %s", time).hasSize(before);
        }
    }

    private static List<Alert> ofRule(List<Alert> alerts, String id) {
        return alerts.stream().filter(alert -> alert.trigger().rule().equals(id)).toList();
    }

    private static AlertStore restored(AlertStore store) throws IOException {
        InMemoryAlertStore restored = new InMemoryAlertStore();
        if (store.camera() != null) {
            restored.camera(restored(CAMERAS, store.camera()));
        }
        for (Map.Entry<String, RuleProgress> entry : store.rules()) {
            restored.rule(entry.getKey(), restored(RULES, entry.getValue()));
        }
        return restored;
    }

    private static <T> T restored(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(512);
        serializer.serialize(value, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }
}
