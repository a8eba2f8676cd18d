package io.framewatch.local.model;

import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.ModelAgreement;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelStatus;
import io.framewatch.local.LocalException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./framewatch model status}. */
@Command(
        name = "status",
        sortOptions = false,
        description =
                "Shows what is announced about models, what became of it, and how shadows agree.")
final class StatusCommand implements Callable<Integer> {

    @Mixin private KafkaOption kafkaOption;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json; default: ${DEFAULT-VALUE}")
    private OutputFormat output;

    @Spec private CommandSpec command;

    /** What the jobs last said of a deployment. */
    record Answer(int subtask, String state, String reason, Long batchMicros) {}

    /** All comparisons of a shadow with an active version, over all cameras. */
    record Comparison(String with, long frames, double agreement, double meanScoreDifference) {}

    /** One line of the table. */
    record Line(
            String key,
            String version,
            String role,
            String uri,
            String announcedAt,
            List<Answer> subtasks,
            List<Comparison> comparisons) {}

    @Override
    public Integer call() throws LocalException, InterruptedException {
        KafkaOptions kafka = kafkaOption.read();
        List<ModelStatus> statuses = ModelRecords.statuses(kafka);
        List<ModelAgreement> agreements = ModelRecords.agreements(kafka);
        List<Line> lines = new ArrayList<>();
        ModelRecords.deployments(kafka)
                .forEach(
                        (key, deployment) ->
                                lines.add(line(key, deployment, statuses, agreements)));
        PrintWriter out = command.commandLine().getOut();
        if (output == OutputFormat.JSON) {
            out.println(OutputFormat.json(lines));
        } else if (lines.isEmpty()) {
            out.println("Nothing is deployed: jobs serve the model of their configuration.");
        } else {
            lines.forEach(line -> print(line, out));
        }
        return CommandLine.ExitCode.OK;
    }

    private static Line line(
            String key,
            ModelDeployment deployment,
            List<ModelStatus> statuses,
            List<ModelAgreement> agreements) {
        return new Line(
                key,
                deployment.version(),
                deployment.role().name().toLowerCase(Locale.ROOT),
                deployment.uri(),
                deployment.announcedAt().toString(),
                answers(deployment, statuses),
                comparisons(deployment, agreements));
    }

    private static List<Answer> answers(ModelDeployment deployment, List<ModelStatus> statuses) {
        Map<Integer, ModelStatus> latest = new TreeMap<>();
        statuses.stream()
                .filter(status -> status.name().equals(deployment.name()))
                .filter(status -> deployment.announcedAt().equals(status.announcedAt()))
                .sorted(Comparator.comparing(ModelStatus::at))
                .forEach(status -> latest.put(status.subtask(), status));
        return latest.values().stream()
                .map(
                        status ->
                                new Answer(
                                        status.subtask(),
                                        status.state().name().toLowerCase(Locale.ROOT),
                                        status.reason(),
                                        status.batchMicros()))
                .toList();
    }

    private static List<Comparison> comparisons(
            ModelDeployment deployment, List<ModelAgreement> agreements) {
        Map<String, List<ModelAgreement>> byActive = new TreeMap<>();
        agreements.stream()
                .filter(agreement -> agreement.name().equals(deployment.name()))
                .filter(agreement -> agreement.version().equals(deployment.version()))
                .forEach(
                        agreement ->
                                byActive.computeIfAbsent(
                                                agreement.activeName()
                                                        + " "
                                                        + agreement.activeVersion(),
                                                active -> new ArrayList<>())
                                        .add(agreement));
        return byActive.entrySet().stream()
                .map(entry -> comparison(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Comparison comparison(String active, List<ModelAgreement> agreements) {
        long frames = agreements.stream().mapToLong(ModelAgreement::frames).sum();
        long agreeing = agreements.stream().mapToLong(ModelAgreement::agreeing).sum();
        double difference =
                agreements.stream()
                        .mapToDouble(one -> one.meanScoreDifference() * one.frames())
                        .sum();
        return new Comparison(active, frames, (double) agreeing / frames, difference / frames);
    }

    private static void print(Line line, PrintWriter out) {
        out.printf(
                "%s %s: %s since %s%n",
                line.key(), line.version(), line.role(), line.announcedAt());
        for (Answer answer : line.subtasks()) {
            out.printf(
                    "  subtask %d: %s%s%n",
                    answer.subtask() + 1,
                    answer.state(),
                    answer.reason() == null ? "" : ", as it " + answer.reason());
        }
        for (Comparison comparison : line.comparisons()) {
            out.printf(
                    Locale.ROOT,
                    "  agrees with %s on %.1f %% of %d frames, scores differ by %.3f%n",
                    comparison.with(),
                    100 * comparison.agreement(),
                    comparison.frames(),
                    comparison.meanScoreDifference());
        }
    }
}
