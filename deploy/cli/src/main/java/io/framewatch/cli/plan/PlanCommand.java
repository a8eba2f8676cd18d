package io.framewatch.cli.plan;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.model.ModelCommand;
import io.framewatch.cli.model.OutputFormat;
import io.framewatch.cli.model.OutputOption;
import io.framewatch.configuration.Durations;
import io.framewatch.event.FrameEncoding;
import io.framewatch.mobileformer.Variant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./framewatch plan}. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Says what a number of cameras needs: partitions, tasks, brokers, traffic, disk, cores,"
                        + " memory. From costs that were measured; --unit-costs has those of your"
                        + " machines. See docs/scale.md.",
        footer = {
            "",
            "  plan --cameras 1000 --fps 5 --variant 26m",
            "  plan --show-unit-costs > costs.json",
            "  plan --cameras 1000 --fps 5 --variant 294m --unit-costs costs.json --output json"
        })
public final class PlanCommand implements Callable<Integer> {

    @Option(names = "--cameras", paramLabel = "N", description = "how many cameras")
    private Integer cameras;

    @Option(
            names = "--fps",
            paramLabel = "F",
            defaultValue = "5",
            description = "frames a second of each that are classified; default: ${DEFAULT-VALUE}")
    private double fps;

    @Option(
            names = "--source-fps",
            paramLabel = "F",
            defaultValue = "25",
            description =
                    "frames a second that each sends, all of which ingest decodes; default:"
                            + " ${DEFAULT-VALUE}")
    private double sourceFps;

    @Option(
            names = "--variant",
            paramLabel = "V",
            defaultValue = "26m",
            description = "size of Mobile-Former; default: ${DEFAULT-VALUE}")
    private Variant variant;

    @Option(
            names = "--encoding",
            defaultValue = "jpeg",
            description = "jpeg or rgb; default: ${DEFAULT-VALUE}")
    private FrameEncoding encoding;

    @Option(
            names = "--retention",
            paramLabel = "TIME",
            defaultValue = "6h",
            description = "how long frames stay; default: ${DEFAULT-VALUE}")
    private String retention;

    @Option(
            names = "--replication",
            paramLabel = "N",
            defaultValue = "3",
            description = "replicas of each partition; default: ${DEFAULT-VALUE}")
    private int replication;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "those that there are; default: as many as allow twice the tasks")
    private Integer partitions;

    @Option(
            names = "--cost-per-core-hour",
            paramLabel = "AMOUNT",
            description = "what an hour of a core costs")
    private Double costPerCoreHour;

    @Option(
            names = "--unit-costs",
            paramLabel = "FILE",
            description = "figures of your machines, in the form of --show-unit-costs; all or some")
    private Path unitCosts;

    @Option(names = "--show-unit-costs", description = "print the figures with their sources")
    private boolean show;

    @Mixin private OutputOption output;

    @Spec private CommandSpec command;

    private PlanCommand() {}

    /** The command. */
    public static CommandLine commandLine() {
        return new CommandLine(new PlanCommand())
                .registerConverter(Variant.class, ModelCommand::variant)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws CommandException {
        UnitCosts costs = UnitCosts.shipped();
        costs = unitCosts == null ? costs : costs.with(unitCosts);
        command.commandLine().getOut().println(show ? costs.toJson() : result(costs));
        return 0;
    }

    private String result(UnitCosts costs) throws CommandException {
        if (cameras == null) {
            throw new CommandException("--cameras is missing: how many cameras");
        }
        try {
            Plan plan = Plan.of(request(), costs);
            OptionalDouble price =
                    costPerCoreHour == null
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(costPerCoreHour);
            return output.isJson()
                    ? OutputFormat.json(json(plan, price))
                    : PlanText.of(plan, price);
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private PlanRequest request() {
        Duration retained = Durations.parse(retention);
        return new PlanRequest(
                new PlanRequest.Cameras(cameras, fps, Math.max(fps, sourceFps)),
                variant.name(),
                encoding,
                retained,
                replication,
                partitions == null ? OptionalInt.empty() : OptionalInt.of(partitions));
    }

    private static Map<String, Object> json(Plan plan, OptionalDouble price) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tasks", plan.tasks());
        json.put("traffic", plan.traffic());
        json.put("machines", plan.machines());
        json.put("cores", plan.cores());
        json.put("memoryMegabytes", plan.memory());
        json.put("diskBytes", plan.diskBytes());
        PlanText.monthly(plan, price).ifPresent(cost -> json.put("costPerMonth", cost));
        json.put("limits", plan.limits());
        return json;
    }
}
