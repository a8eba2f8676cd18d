package io.framewatch.cli.model;

import io.framewatch.cli.CommandException;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.Deployment;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.ModelState;
import io.framewatch.event.ModelStatus;
import io.framewatch.event.ModelStatus.Subject;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
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
    boolean announce(KafkaOptions kafka, Deployment deployment, PrintWriter out)
            throws CommandException, InterruptedException {
        try (ModelRecords records = ModelRecords.statusFromNow(kafka)) {
            Announcement.send(kafka, deployment);
            out.printf(
                    "Announced %s %s as %s.%n",
                    deployment.name(), deployment.version(), deployment.role().text());
            return noWait || await(records, deployment, out);
        }
    }

    private boolean await(ModelRecords records, Deployment deployment, PrintWriter out)
            throws CommandException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
        Map<Integer, ModelStatus> answers = new TreeMap<>();
        while (System.nanoTime() - end < 0) {
            for (ModelStatus status : records.nextStatuses()) {
                if (isAbout(status, deployment)) {
                    answers.put(status.task().subtask(), status);
                    print(status, out);
                }
            }
            if (!answers.isEmpty()
                    && answers.size() == answers.values().iterator().next().task().subtasks()) {
                return answers.values().stream()
                        .noneMatch(status -> status.outcome().state() == ModelState.REFUSED);
            }
        }
        out.printf(
                "%s within %d s: is the job running?%n",
                answers.isEmpty() ? "No subtask answered" : "Not every subtask answered",
                timeoutSeconds);
        return false;
    }

    /** The end of a deployment fails if the model of the configuration cannot take its place. */
    private static boolean isAbout(ModelStatus status, Deployment deployment) {
        return status.subject().equals(Subject.of(deployment))
                || deployment.role() instanceof Role.Retired
                        && status.outcome().state() == ModelState.REFUSED
                        && status.subject().isConfigured();
    }

    private static void print(ModelStatus status, PrintWriter out) {
        out.printf(
                "Subtask %d of %d: %s%s%n",
                status.task().subtask() + 1,
                status.task().subtasks(),
                StatusText.state(status.outcome().state()),
                StatusText.details(status));
        out.flush();
    }
}
