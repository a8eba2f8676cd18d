package io.framewatch.cli.model;

import io.framewatch.event.Deployment;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.ModelStatus;
import io.framewatch.event.ModelStatus.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The text of {@code model status}: what serves first, a line each. */
final class StatusReport {

    private final TaskStatuses statuses;
    private final Map<String, Deployment> deployments;
    private final List<StatusLine> lines;

    /** What a line begins with, in the order of the lines. */
    private enum Verb {
        SERVING("Serving"),
        HEAD("Head"),
        SHADOW("Shadow"),
        SET_ASIDE("Set aside"),
        REFUSED("Refused");

        private final String text;

        Verb(String text) {
            this.text = text;
        }

        private static Verb of(ModelStatus status) {
            return switch (status.outcome().state()) {
                case ACTIVE -> status.subject().isHead() ? HEAD : SERVING;
                case SHADOW -> SHADOW;
                case SET_ASIDE -> SET_ASIDE;
                case REFUSED -> REFUSED;
                case RETIRED -> throw new IllegalStateException("nothing to say of " + status);
            };
        }
    }

    /** What several tasks say alike. */
    private record Statement(Verb verb, Subject subject, String reason) {

        private static Statement of(ModelStatus status) {
            return new Statement(Verb.of(status), status.subject(), status.outcome().reason());
        }
    }

    StatusReport(
            TaskStatuses statuses, Map<String, Deployment> deployments, List<StatusLine> lines) {
        this.statuses = statuses;
        this.deployments = deployments;
        this.lines = lines;
    }

    String text() {
        List<String> text = new ArrayList<>();
        if (statuses.tasks() == 0) {
            text.add(
                    deployments.isEmpty()
                            ? "Nothing is deployed: jobs serve the model of their configuration."
                            : "No job has said what it serves.");
        }
        byStatement().forEach((statement, said) -> text.add(line(statement, said)));
        lines.forEach(line -> line.comparisons().forEach(one -> text.add(line(line, one))));
        deployments.forEach(
                (key, deployment) -> {
                    if (!deployment.isAnnouncedBy(key)) {
                        text.add(
                                "Before: %s %s, which model rollback %s goes back to"
                                        .formatted(
                                                deployment.name(),
                                                deployment.version(),
                                                deployment.name()));
                    } else if (!(deployment.role() instanceof Role.Retired)
                            && !statuses.answered(deployment)) {
                        text.add(
                                "No answer: %s %s, announced %s"
                                        .formatted(
                                                key,
                                                deployment.version(),
                                                deployment.announcedAt()));
                    }
                });
        return String.join(System.lineSeparator(), text);
    }

    private Map<Statement, List<ModelStatus>> byStatement() {
        Map<Statement, List<ModelStatus>> said =
                new TreeMap<>(
                        Comparator.comparing(Statement::verb).thenComparing(Statement::toString));
        statuses.now()
                .forEach(
                        status ->
                                said.computeIfAbsent(
                                                Statement.of(status), none -> new ArrayList<>())
                                        .add(status));
        return said;
    }

    private String line(Statement statement, List<ModelStatus> said) {
        ModelStatus first = said.get(0);
        return "%s: %s %s on %s, %s%s%s"
                .formatted(
                        statement.verb().text,
                        statement.subject().name(),
                        statement.subject().version(),
                        tasks(said),
                        statement.subject().isConfigured()
                                ? "from the configuration"
                                : "announced " + statement.subject().announcedAt(),
                        StatusText.missing(first),
                        StatusText.reason(first));
    }

    private String tasks(List<ModelStatus> said) {
        String all = "%d of %d tasks".formatted(said.size(), statuses.tasks());
        return said.size() == statuses.tasks()
                ? all
                : said.stream()
                        .map(status -> Integer.toString(status.task().subtask() + 1))
                        .collect(Collectors.joining(", ", all + " (number ", ")"));
    }

    private static String line(StatusLine line, StatusLine.Comparison comparison) {
        return String.format(
                Locale.ROOT,
                "Compared: %s %s agrees with %s on %.1f %% of %d frames, scores differ by %.3f",
                line.model().key(),
                line.model().version(),
                comparison.with(),
                100 * comparison.agreement(),
                comparison.frames(),
                comparison.meanScoreDifference());
    }
}
