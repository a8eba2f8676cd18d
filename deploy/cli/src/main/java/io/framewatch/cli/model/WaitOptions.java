package io.framewatch.cli.model;

import io.framewatch.cli.CommandException;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.ModelDeployment;
import io.framewatch.event.ModelStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Announces a deployment and waits for the job's answer. */
final class WaitOptions {

    @Option(names = "--no-wait", description = "announce, and do not wait for the job's answer")
    private boolean noWait;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "how long to wait for the job's answer; default: ${DEFAULT-VALUE}")
    private int timeoutSeconds;

    /**
     * Announces.
     *
     * @return whether every subtask of the job now does what was announced, or nobody waited
     * @throws CommandException if Kafka does not take it
     */
    boolean announce(KafkaOptions kafka, ModelDeployment deployment, PrintWriter out)
            throws CommandException, InterruptedException {
        try (ModelRecords records = ModelRecords.statusFromNow(kafka)) {
            Announcement.send(kafka, deployment);
            out.printf(
                    "Announced %s %s as %s.%n",
                    deployment.name(), deployment.version(), ModelRecords.text(deployment.role()));
            return noWait || await(records, deployment, out);
        }
    }

    private boolean await(ModelRecords records, ModelDeployment deployment, PrintWriter out)
            throws CommandException {
        Instant end = Instant.now().plus(Duration.ofSeconds(timeoutSeconds));
        Map<Integer, ModelStatus> answers = new TreeMap<>();
        while (Instant.now().isBefore(end)) {
            for (ModelStatus status : records.nextStatuses()) {
                if (isAbout(status, deployment)) {
                    answers.put(status.subtask(), status);
                    print(status, out);
                }
            }
            if (!answers.isEmpty()
                    && answers.size() == answers.values().iterator().next().subtasks()) {
                return answers.values().stream()
                        .noneMatch(status -> status.state() == ModelStatus.State.REFUSED);
            }
        }
        out.printf(
                "%s within %d s: is the job running?%n",
                answers.isEmpty() ? "No subtask answered" : "Not every subtask answered",
                timeoutSeconds);
        return false;
    }

    /** The end of a deployment fails if the model of the configuration cannot take its place. */
    private static boolean isAbout(ModelStatus status, ModelDeployment deployment) {
        boolean answer =
                status.name().equals(deployment.key())
                        && deployment.announcedAt().equals(status.announcedAt());
        return answer
                || deployment.role() == ModelDeployment.Role.RETIRED
                        && status.state() == ModelStatus.State.REFUSED
                        && status.announcedAt() == null;
    }

    private static void print(ModelStatus status, PrintWriter out) {
        out.printf(
                "Subtask %d of %d: %s%s%n",
                status.subtask() + 1,
                status.subtasks(),
                StatusText.state(status.state()),
                StatusText.details(status));
        out.flush();
    }
}
