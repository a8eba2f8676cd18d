package io.framewatch.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.framewatch.cli.plan.PlanRequest.Cameras;
import io.framewatch.cli.plan.UnitCosts.Figure;
import io.framewatch.event.FrameEncoding;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Plans that were computed by hand. */
class PlanTest {

    private static final Offset<Double> EXACT = within(1e-6);

    private final Map<String, Double> costs =
            new HashMap<>(
                    Map.ofEntries(
                            Map.entry("classify-ms-26m", 1.5),
                            Map.entry("decode-jpeg-ms", 0.2),
                            Map.entry("job-rest-ms-jpeg", 0.25),
                            Map.entry("job-rest-ms-rgb", 0.4),
                            Map.entry("broker-ms-jpeg", 0.1),
                            Map.entry("broker-ms-rgb", 0.2),
                            Map.entry("frame-bytes-jpeg", 20_000.0),
                            Map.entry("frame-bytes-rgb", 150_000.0),
                            Map.entry("result-bytes", 1_000.0),
                            Map.entry("ledger-bytes", 500.0),
                            Map.entry("capture-ms", 1.0),
                            Map.entry("publish-ms", 2.0),
                            Map.entry("ingest-mb-a-camera", 10.0),
                            Map.entry("alert-us", 30.0),
                            Map.entry("ledger-us", 20.0),
                            Map.entry("keyed-heap-bytes", 5_000.0),
                            Map.entry("slot-mb", 500.0),
                            Map.entry("broker-mb", 4_000.0),
                            Map.entry("broker-bytes-a-second", 50e6)));

    @Test
    void shouldPlanAThousandCamerasAsByHand() {
        Plan plan = plan(1000, FrameEncoding.JPEG, OptionalInt.empty());

        // 5,000 frames/s of 1.5 + 0.2 + 0.25 + 0.05 = 2 ms keep 10 cores busy. 15 tasks: 66.7
        // cameras each, skew 1 + sqrt(2 ln 15 / 66.7) = 1.285, load 0.857. 16: 1.298, 0.811. 17:
        // 1.310, 0.771. At least 34 partitions: 60, and 20 tasks divide them: 1.346, 0.673.
        assertThat(plan.tasks().partitions()).isEqualTo(60);
        assertThat(plan.tasks().number()).isEqualTo(20);
        assertThat(plan.tasks().skew()).isEqualTo(1.346, within(0.001));
        assertThat(plan.tasks().load()).isEqualTo(0.673, within(0.001));
        // 5,000 of 20 kB and 1 kB; 1,000 cameras, 0.4 records of 500 bytes.
        assertThat(plan.traffic().frames()).isEqualTo(100e6, EXACT);
        assertThat(plan.traffic().results()).isEqualTo(5e6, EXACT);
        assertThat(plan.traffic().ledger()).isEqualTo(200e3, EXACT);
        assertThat(plan.traffic().written()).isEqualTo(105.2e6, EXACT);
        assertThat(plan.traffic().replication()).isEqualTo(210.4e6, EXACT);
        assertThat(plan.traffic().read()).isEqualTo(105.1e6, EXACT);
        // 1,000 x (25 x 1 + 5 x 2) ms = 35 cores busy, 50 to have, 12.5 workers and one; 20 slots
        // are 5 task managers and one; 315.6 MB/s at 50; 3 x (8 x 60 + 68) replicas.
        assertThat(plan.machines()).isEqualTo(new Plan.Machines(14, 6, 7, 1644));
        // Brokers: 5,000 x 0.1 ms x 3 / 0.5 = 3 cores, but one for each of the seven.
        assertThat(plan.cores()).isEqualTo(new Plan.Cores(56, 25, 7));
        // 24 slots and twice 5 MB of state.
        assertThat(plan.memory()).isEqualTo(new Plan.Memory(10_000, 12_010, 28_000));
        // Frames of 6 h 2.16 TB, results of 7 d 3.024 TB, ledger of 30 d 0.5184 TB; x 3 / 0.7.
        assertThat(plan.diskBytes()).isEqualTo(24.438857e12, within(1e6));
        assertThat(plan.limits()).isEmpty();
    }

    @Test
    void shouldPlanRawFramesWithoutDecoding() {
        PlanRequest request = request(10, FrameEncoding.RGB, OptionalInt.empty());

        // 1.5 + 0.4 + 0.05 ms
        assertThat(Plan.jobMillis(request, unitCosts())).isEqualTo(1.95, EXACT);
        Plan plan = Plan.of(request, unitCosts());
        // 50 frames/s keep 0.0975 cores busy.
        assertThat(plan.tasks()).isEqualTo(new Tasks(12, 1, 1, 0.0975));
        assertThat(plan.traffic().frames()).isEqualTo(7.5e6, EXACT);
        assertThat(plan.machines()).isEqualTo(new Plan.Machines(2, 2, 3, 492));
    }

    @Test
    void shouldUseThePartitionsThatThereAre() {
        // 17 tasks are enough, and 24 share 24 partitions evenly.
        assertThat(plan(1000, FrameEncoding.JPEG, OptionalInt.of(24)).tasks().number())
                .isEqualTo(24);
        assertThatThrownBy(() -> plan(1000, FrameEncoding.JPEG, OptionalInt.of(16)))
                .hasMessage("partitions 16 must be at least the tasks, 17");
    }

    @Test
    void shouldRefuseACameraThatIsTooMuchForATask() {
        costs.put("classify-ms-26m", 200.0);

        assertThatThrownBy(() -> plan(1, FrameEncoding.JPEG, OptionalInt.empty()))
                .hasMessage("one camera keeps 1.00 cores busy, and a task has 0.8");
    }

    @Test
    void shouldSayWhatOneClusterDoesNotDo() {
        Plan plan = plan(100_000, FrameEncoding.JPEG, OptionalInt.empty());

        // 3,500 cores of ingest busy: 5,000 to have.
        assertThat(plan.machines().workers()).isEqualTo(1251);
        assertThat(plan.limits())
                .hasSize(2)
                .anyMatch(limit -> limit.contains("split the cameras into 20 groups"))
                .anyMatch(limit -> limit.contains("set pipeline.max-parallelism to "));
    }

    private Plan plan(int cameras, FrameEncoding encoding, OptionalInt partitions) {
        return Plan.of(request(cameras, encoding, partitions), unitCosts());
    }

    private static PlanRequest request(
            int cameras, FrameEncoding encoding, OptionalInt partitions) {
        return new PlanRequest(
                new Cameras(cameras, 5, 25), "26m", encoding, Duration.ofHours(6), 3, partitions);
    }

    private UnitCosts unitCosts() {
        Map<String, Figure> figures = new HashMap<>();
        costs.forEach((name, value) -> figures.put(name, new Figure(value, "", "", "")));
        return new UnitCosts(figures);
    }
}
