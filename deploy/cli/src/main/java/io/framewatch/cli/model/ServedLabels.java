package io.framewatch.cli.model;

import io.framewatch.cli.CommandException;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.Deployment;
import io.framewatch.event.Deployment.Folder;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.HeadDeployment;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelState;
import io.framewatch.event.ModelStatus;
import io.framewatch.job.HeadOptions;
import io.framewatch.job.ModelOptions;
import io.framewatch.operator.HeadFolder;
import io.framewatch.operator.ModelLabels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The labels of the model that is active and of the heads, as far as they can be known from here:
 * what the tasks of the job say that they serve, or else what was announced last, or else what the
 * configuration names. Their folders may be out of reach.
 *
 * @param model name or folder of the model
 * @param labels its labels; empty if they cannot be read
 * @param problem why they cannot be read; empty otherwise
 * @param missing labels of rules that it lacks, as the tasks say
 * @param heads the labels of heads by their names; those that cannot be read are left out
 */
public record ServedLabels(
        String model,
        Optional<List<String>> labels,
        String problem,
        Set<String> missing,
        Map<String, Set<String>> heads) {

    /**
     * Reads what is known.
     *
     * @throws CommandException if Kafka refuses, or the file has problems
     */
    public static ServedLabels read(KafkaOption option)
            throws CommandException, InterruptedException {
        KafkaOptions kafka = option.read();
        Map<String, Deployment> deployments = ModelRecords.deployments(kafka);
        List<ModelStatus> serving =
                new TaskStatuses(ModelRecords.statuses(kafka), deployments)
                        .now().stream()
                                .filter(status -> status.outcome().state() == ModelState.ACTIVE)
                                .filter(status -> !status.subject().isHead())
                                .toList();
        Set<String> missing = new HashSet<>();
        serving.forEach(status -> missing.addAll(status.outcome().missingLabels()));
        String uri =
                folder(serving, deployments)
                        .map(Folder::uri)
                        .orElse(option.section("model", ModelOptions.class).uri());
        Map<String, Set<String>> heads = heads(option, deployments);
        try {
            return new ServedLabels(uri, Optional.of(ModelLabels.read(uri)), "", missing, heads);
        } catch (IOException | IllegalArgumentException e) {
            return new ServedLabels(uri, Optional.empty(), e.getMessage(), missing, heads);
        }
    }

    /** The labels of the model or of a head; empty if they are not known. */
    public Optional<List<String>> of(Optional<String> head) {
        return head.isEmpty()
                ? labels
                : Optional.ofNullable(heads.get(head.get())).map(List::copyOf);
    }

    /** Whether a label is known not to be there. */
    public boolean lacks(Optional<String> head, String label) {
        return of(head).map(known -> !known.contains(label))
                .orElse(head.isEmpty() && missing.contains(label));
    }

    /** The folder of a deployed model; empty if that of the configuration serves. */
    private static Optional<Folder> folder(
            List<ModelStatus> serving, Map<String, Deployment> deployments) {
        List<ModelDeployment> models =
                deployments.values().stream()
                        .filter(deployment -> deployment.role() instanceof Role.Active)
                        .filter(ModelDeployment.class::isInstance)
                        .map(ModelDeployment.class::cast)
                        .toList();
        if (!serving.isEmpty()) {
            ModelStatus latest = serving.get(serving.size() - 1);
            return models.stream()
                    .filter(model -> model.announcedAt().equals(latest.subject().announcedAt()))
                    .findFirst()
                    .flatMap(model -> model.role().toLoad());
        }
        return deployments.entrySet().stream()
                .filter(entry -> models.contains(entry.getValue()))
                .filter(entry -> entry.getValue().isAnnouncedBy(entry.getKey()))
                .reduce((earlier, later) -> later)
                .flatMap(entry -> entry.getValue().role().toLoad());
    }

    private static Map<String, Set<String>> heads(
            KafkaOption option, Map<String, Deployment> deployments) throws CommandException {
        List<String> uris = new ArrayList<>();
        option.list("heads", HeadOptions.class).forEach(head -> uris.add(head.uri()));
        deployments.values().stream()
                .filter(HeadDeployment.class::isInstance)
                .forEach(head -> head.role().toLoad().ifPresent(there -> uris.add(there.uri())));
        Map<String, Set<String>> heads = new HashMap<>();
        for (String uri : uris) {
            try {
                var head = HeadFolder.read(uri);
                heads.computeIfAbsent(head.name(), name -> new LinkedHashSet<>())
                        .addAll(head.labels());
            } catch (IOException | IllegalArgumentException e) {
                // What its labels are is not known then; its tasks say why it is refused.
            }
        }
        return heads;
    }
}
