package io.framewatch.cli.model;

import io.framewatch.cli.CommandException;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.Deployment;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.ModelAgreement;
import io.framewatch.event.ModelStatus;
import io.framewatch.event.ModelStatus.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./framewatch model status}. */
@Command(
        name = "status",
        sortOptions = false,
        description =
                "Shows what serves now, on how many of the job's tasks, what was refused and why, and"
                        + " how shadows agree.")
final class StatusCommand implements Callable<Integer> {

    @Mixin private KafkaOption kafkaOption;

    @Mixin private OutputOption output;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        KafkaOptions kafka = kafkaOption.read();
        Map<String, Deployment> deployments = ModelRecords.deployments(kafka);
        TaskStatuses statuses = new TaskStatuses(ModelRecords.statuses(kafka), deployments);
        List<StatusLine> lines = lines(deployments, statuses, ModelRecords.agreements(kafka));
        command.commandLine()
                .getOut()
                .println(
                        output.isJson()
                                ? OutputFormat.json(lines)
                                : new StatusReport(statuses, deployments, lines).text());
        return CommandLine.ExitCode.OK;
    }

    private static List<StatusLine> lines(
            Map<String, Deployment> deployments,
            TaskStatuses statuses,
            List<ModelAgreement> agreements) {
        Map<Subject, List<ModelStatus>> bySubject =
                statuses.now().stream()
                        .collect(
                                Collectors.groupingBy(
                                        ModelStatus::subject,
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        List<StatusLine> lines = new ArrayList<>();
        deployments.forEach(
                (key, deployment) -> {
                    boolean previous = !deployment.isAnnouncedBy(key);
                    List<ModelStatus> own =
                            previous
                                    ? List.of()
                                    : bySubject.getOrDefault(Subject.of(deployment), List.of());
                    lines.add(StatusLine.of(key, deployment, own, agreements));
                    if (!previous && !(deployment.role() instanceof Role.Retired)) {
                        bySubject.remove(Subject.of(deployment));
                    }
                });
        bySubject.values().forEach(others -> lines.add(StatusLine.of(others)));
        return lines;
    }
}
