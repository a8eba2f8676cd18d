package io.framewatch.cli.plan;

import io.framewatch.event.FrameEncoding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a number of cameras needs.
 *
 * @param tasks partitions and tasks of the job
 * @param traffic bytes a second of the brokers
 * @param machines processes
 * @param cores processor cores to have
 * @param memory megabytes to have
 * @param diskBytes of all brokers
 */
record Plan(
        Tasks tasks,
        Traffic traffic,
        Machines machines,
        Cores cores,
        Memory memory,
        double diskBytes) {

    /** Topics with the configured number of partitions. */
    static final int WIDE_TOPICS = 8;

    /** Partitions of all other topics: 64 of cameras, and four with one. */
    static final int OTHER_PARTITIONS = 68;

    static final int SLOTS_A_TASK_MANAGER = 4;
    static final int CORES_A_WORKER = 4;
    static final int MAX_WORKERS = 64;
    static final int MIN_BROKERS = 3;

    /** More of them make the start of a broker, and the loss of one, slow. */
    static final int MAX_REPLICAS = 4000;

    /** Flink's maximum parallelism for a job of up to 85 tasks, unless it is set. */
    static final int FLINK_KEY_GROUPS = 85;

    /** Shares of what there is that may be in use. */
    static final double INGEST_LOAD = 0.7;

    static final double BROKER_LOAD = 0.5;
    static final double DISK_LOAD = 0.7;

    /** A collector needs room beside what lives. */
    static final double HEAP_ROOM = 2;

    /** How long results and counts stay: Kafka's default, and the catalogue's for the ledger. */
    private static final Duration RESULTS = Duration.ofDays(7);

    private static final Duration LEDGER = Duration.ofDays(30);

    /** Ingest counts each camera every 5 seconds, and the job balances each count. */
    private static final double LEDGER_RECORDS_A_SECOND = 2 / 5.0;

    /**
     * Bytes a second.
     *
     * @param frames that ingest writes
     * @param results that the job writes
     * @param ledger counts and balances
     * @param replication between brokers
     * @param read by the job and one consumer of the results
     */
    record Traffic(double frames, double results, double ledger, double replication, double read) {

        double written() {
            return frames + results + ledger;
        }
    }

    /**
     * Processes.
     *
     * @param workers of ingest, one of them to spare
     * @param taskManagers one of them to spare
     * @param brokers at least 3
     * @param replicas of partitions on all brokers
     */
    record Machines(int workers, int taskManagers, int brokers, int replicas) {}

    /** Cores to have. */
    record Cores(double ingest, double job, double brokers) {

        double all() {
            return ingest + job + brokers;
        }
    }

    /** Megabytes to have. */
    record Memory(double ingest, double job, double brokers) {}

    /**
     * Makes a plan.
     *
     * @throws IllegalArgumentException if there is none, with the reason
     */
    static Plan of(PlanRequest request, UnitCosts costs) {
        PlanRequest.Cameras cameras = request.cameras();
        double busy = cameras.framesPerSecond() * jobMillis(request, costs) / 1e3;
        Tasks tasks = Tasks.of(cameras.number(), busy, request.partitions());
        Traffic traffic = traffic(request, costs);
        Machines machines = machines(request, costs, tasks, traffic);
        return new Plan(
                tasks,
                traffic,
                machines,
                cores(request, costs, machines),
                memory(request, costs, machines),
                disk(request, traffic));
    }

    /** What one cluster of Kafka, one group of workers or Flink as it comes does not do. */
    List<String> limits() {
        List<String> limits = new ArrayList<>();
        if (machines.workers() > MAX_WORKERS) {
            limits.add(
                    "%d workers of ingest, and the topic cameras has %d partitions: split the cameras"
                                    .formatted(machines.workers(), MAX_WORKERS)
                            + " into %d groups, each with a topic-prefix and an ingest.group"
                                    .formatted(up((double) machines.workers() / MAX_WORKERS)));
        }
        int replicas = machines.replicas() / machines.brokers();
        if (replicas > MAX_REPLICAS) {
            limits.add(
                    "%d replicas of partitions on a broker, and %d are a lot: more brokers, or a"
                                    .formatted(replicas, MAX_REPLICAS)
                            + " cluster for each group of cameras");
        }
        if (tasks.number() > FLINK_KEY_GROUPS) {
            limits.add(
                    "%d tasks: set pipeline.max-parallelism to %d before the first start"
                            .formatted(tasks.number(), tasks.partitions()));
        }
        return limits;
    }

    /** Processor time of the job for a frame. */
    static double jobMillis(PlanRequest request, UnitCosts costs) {
        return costs.of("classify-ms-" + request.variant())
                + (request.encoding() == FrameEncoding.JPEG ? costs.of("decode-jpeg-ms") : 0)
                + costs.of("job-rest-ms-" + request.encodingName())
                + (costs.of("alert-us") + costs.of("ledger-us")) / 1e3;
    }

    private static Traffic traffic(PlanRequest request, UnitCosts costs) {
        double rate = request.cameras().framesPerSecond();
        double frames = rate * costs.of("frame-bytes-" + request.encodingName());
        double results = rate * costs.of("result-bytes");
        double ledger =
                request.cameras().number() * LEDGER_RECORDS_A_SECOND * costs.of("ledger-bytes");
        double written = frames + results + ledger;
        double replication = written * (request.replication() - 1);
        // The job reads ingest's half of the ledger.
        return new Traffic(frames, results, ledger, replication, frames + results + ledger / 2);
    }

    private static Machines machines(
            PlanRequest request, UnitCosts costs, Tasks tasks, Traffic traffic) {
        int workers = up(ingestBusy(request, costs) / INGEST_LOAD / CORES_A_WORKER) + 1;
        double stored = traffic.written() + traffic.replication();
        int brokers = up(stored / costs.of("broker-bytes-a-second"));
        int partitions = WIDE_TOPICS * tasks.partitions() + OTHER_PARTITIONS;
        return new Machines(
                workers,
                up((double) tasks.number() / SLOTS_A_TASK_MANAGER) + 1,
                Math.max(Math.max(MIN_BROKERS, request.replication()), brokers),
                partitions * request.replication());
    }

    private static Cores cores(PlanRequest request, UnitCosts costs, Machines machines) {
        double brokers =
                request.cameras().framesPerSecond()
                        * costs.of("broker-ms-" + request.encodingName())
                        / 1e3
                        * request.replication()
                        / BROKER_LOAD;
        return new Cores(
                machines.workers() * CORES_A_WORKER,
                machines.taskManagers() * SLOTS_A_TASK_MANAGER + 1, // one for the job manager
                Math.max(machines.brokers(), up(brokers)));
    }

    private static Memory memory(PlanRequest request, UnitCosts costs, Machines machines) {
        int cameras = request.cameras().number();
        double state = cameras * costs.of("keyed-heap-bytes") * HEAP_ROOM / 1e6;
        return new Memory(
                cameras * costs.of("ingest-mb-a-camera"),
                machines.taskManagers() * SLOTS_A_TASK_MANAGER * costs.of("slot-mb") + state,
                machines.brokers() * costs.of("broker-mb"));
    }

    private static double disk(PlanRequest request, Traffic traffic) {
        double once =
                traffic.frames() * request.retention().toSeconds()
                        + traffic.results() * RESULTS.toSeconds()
                        + traffic.ledger() * LEDGER.toSeconds();
        return once * request.replication() / DISK_LOAD;
    }

    private static double ingestBusy(PlanRequest request, UnitCosts costs) {
        PlanRequest.Cameras cameras = request.cameras();
        return cameras.number()
                * (cameras.sourceFps() * costs.of("capture-ms")
                        + cameras.fps() * costs.of("publish-ms"))
                / 1e3;
    }

    private static int up(double number) {
        return (int) Math.ceil(number);
    }
}
