package io.framewatch.cli.plan;

import io.framewatch.cli.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A plan for people. */
final class PlanText {

    private static final double HOURS_A_MONTH = 730;

    private PlanText() {}

    /** Monthly cost, if an hour of a core has a price. */
    static OptionalDouble monthly(Plan plan, OptionalDouble costPerCoreHour) {
        return costPerCoreHour.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        plan.cores().all() * costPerCoreHour.getAsDouble() * HOURS_A_MONTH);
    }

    static String of(Plan plan, OptionalDouble costPerCoreHour) {
        List<List<String>> rows = new ArrayList<>();
        Tasks tasks = plan.tasks();
        Plan.Machines machines = plan.machines();
        add(rows, "partitions", "%d", tasks.partitions());
        add(
                rows,
                "job",
                "%d slots (job.parallelism), the fullest %.0f %% busy with %.2f times the mean",
                tasks.number(),
                100 * tasks.load(),
                tasks.skew());
        add(
                rows,
                "",
                "%d task managers with %d slots, one of them to spare",
                machines.taskManagers(),
                Plan.SLOTS_A_TASK_MANAGER);
        add(
                rows,
                "ingest",
                "%d workers with %d cores, one of them to spare",
                machines.workers(),
                Plan.CORES_A_WORKER);
        add(
                rows,
                "brokers",
                "%d, with %d replicas of partitions",
                machines.brokers(),
                machines.replicas());
        traffic(rows, plan.traffic());
        add(rows, "disk", "%.2f TB", plan.diskBytes() / 1e12);
        Plan.Cores cores = plan.cores();
        add(
                rows,
                "cores",
                "%.0f: ingest %.0f, job %.0f, brokers %.0f",
                cores.all(),
                cores.ingest(),
                cores.job(),
                cores.brokers());
        Plan.Memory memory = plan.memory();
        add(
                rows,
                "memory",
                "ingest %.1f GB, job %.1f GB, brokers %.1f GB",
                memory.ingest() / 1e3,
                memory.job() / 1e3,
                memory.brokers() / 1e3);
        monthly(plan, costPerCoreHour)
                .ifPresent(cost -> add(rows, "cost", "%.0f a month, for the cores", cost));
        plan.limits().forEach(limit -> add(rows, "limit", "%s", limit));
        return TextTable.of(rows);
    }

    private static void traffic(List<List<String>> rows, Plan.Traffic traffic) {
        add(
                rows,
                "traffic, MB/s",
                "in %.1f: frames %.1f, results %.1f, ledger %.2f",
                traffic.written() / 1e6,
                traffic.frames() / 1e6,
                traffic.results() / 1e6,
                traffic.ledger() / 1e6);
        add(
                rows,
                "",
                "between brokers %.1f, out %.1f",
                traffic.replication() / 1e6,
                traffic.read() / 1e6);
    }

    private static void add(List<List<String>> rows, String name, String format, Object... values) {
        rows.add(List.of(name, String.format(Locale.ROOT, format, values)));
    }
}
