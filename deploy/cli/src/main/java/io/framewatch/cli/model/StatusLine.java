package io.framewatch.cli.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.framewatch.event.Deployment;
import io.framewatch.event.Deployment.Folder;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.ModelAgreement;
import io.framewatch.event.ModelStatus;
import io.framewatch.event.ModelStatus.Subject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One element of {@code model status --output json}: a record of the models topic, or what the
 * configuration names, and what the tasks do with it now.
 *
 * @param model which model or head it is
 * @param subtasks what each task does with it
 * @param comparisons of a shadow, one for each active version
 */
record StatusLine(@JsonUnwrapped Model model, List<Answer> subtasks, List<Comparison> comparisons) {

    /**
     * A model or a head.
     *
     * @param key of the record, or what it would be
     * @param role what was announced; {@code previous} for what a rollback goes back to, {@code
     *     configured} for what the configuration names, {@code replaced} for what is at work though
     *     something else was announced since
     * @param uri folder; null if it is not announced
     * @param announcedAt null for what the configuration names
     */
    record Model(String key, String version, String role, String uri, String announcedAt) {

        private static Model of(String key, Deployment deployment) {
            return new Model(
                    key,
                    deployment.version(),
                    deployment.isAnnouncedBy(key) ? deployment.role().text() : "previous",
                    deployment.role().toLoad().map(Folder::uri).orElse(null),
                    deployment.announcedAt().toString());
        }

        private static Model of(Subject subject) {
            boolean configured = subject.isConfigured();
            return new Model(
                    subject.name(),
                    subject.version(),
                    configured ? "configured" : "replaced",
                    null,
                    configured ? null : subject.announcedAt().toString());
        }
    }

    /** What a task does with it. */
    record Answer(
            int subtask,
            String state,
            String reason,
            Long batchMicros,
            List<String> missingLabels) {

        static Answer of(ModelStatus status) {
            return new Answer(
                    status.task().subtask(),
                    StatusText.state(status.outcome().state()),
                    status.outcome().reason(),
                    status.outcome().batchMicros(),
                    status.outcome().missingLabels());
        }
    }

    /** All comparisons of a shadow with an active version, over all cameras. */
    record Comparison(String with, long frames, double agreement, double meanScoreDifference) {

        private static Comparison of(String active, List<ModelAgreement> agreements) {
            long frames =
                    agreements.stream()
                            .map(ModelAgreement::comparison)
                            .mapToLong(ModelAgreement.Comparison::frames)
                            .sum();
            long agreeing =
                    agreements.stream()
                            .map(ModelAgreement::comparison)
                            .mapToLong(ModelAgreement.Comparison::agreeing)
                            .sum();
            double difference =
                    agreements.stream()
                            .mapToDouble(
                                    one ->
                                            one.comparison().meanScoreDifference()
                                                    * one.comparison().frames())
                            .sum();
            return new Comparison(active, frames, (double) agreeing / frames, difference / frames);
        }
    }

    /** A record of the models topic. */
    static StatusLine of(
            String key,
            Deployment deployment,
            List<ModelStatus> statuses,
            List<ModelAgreement> agreements) {
        return new StatusLine(
                Model.of(key, deployment),
                deployment.isAnnouncedBy(key) ? answers(statuses) : List.of(),
                comparisons(deployment, agreements));
    }

    /** What is at work without being the latest announcement. */
    static StatusLine of(List<ModelStatus> statuses) {
        return new StatusLine(Model.of(statuses.get(0).subject()), answers(statuses), List.of());
    }

    private static List<Answer> answers(List<ModelStatus> statuses) {
        return statuses.stream().map(Answer::of).toList();
    }

    private static List<Comparison> comparisons(
            Deployment deployment, List<ModelAgreement> agreements) {
        if (!(deployment.role() instanceof Role.Shadow)) {
            return List.of();
        }
        Map<String, List<ModelAgreement>> byActive =
                agreements.stream()
                        .filter(agreement -> agreement.models().name().equals(deployment.name()))
                        .filter(
                                agreement ->
                                        agreement.models().version().equals(deployment.version()))
                        .collect(
                                Collectors.groupingBy(
                                        one ->
                                                one.models().activeName()
                                                        + " "
                                                        + one.models().activeVersion(),
                                        TreeMap::new,
                                        Collectors.toList()));
        return byActive.entrySet().stream()
                .map(entry -> Comparison.of(entry.getKey(), entry.getValue()))
                .toList();
    }
}
