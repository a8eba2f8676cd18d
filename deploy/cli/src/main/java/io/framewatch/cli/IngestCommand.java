package io.framewatch.cli;

import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.ingest.CameraIngest;
import io.framewatch.ingest.IngestListener;
import io.framewatch.ingest.IngestOptions;
import io.framewatch.ingest.RemovedCamera;
import io.framewatch.ingest.capture.CameraStatus;
import io.framewatch.ingest.fleet.FleetWorker;
import io.framewatch.ingest.metrics.EndpointOptions;
import io.framewatch.ingest.metrics.MetricsEndpoint;
import io.framewatch.ingest.metrics.WorkerReport;
import io.framewatch.topic.KafkaReason;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command {@code ingest}: captures the cameras of a configuration file until they end, or those
 * of the cameras topic together with other workers.
 */
@Command(
        name = "ingest",
        description = "Decodes cameras and files and writes their frames to Kafka.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every camera is at its end",
            "1:a camera was given up, the configuration has problems, Kafka refuses the login at the"
                    + " start, or a worker of a fleet failed",
            "2:the command line is wrong",
            "4:too many calls into FFmpeg hang: the process is to be started again"
        })
public final class IngestCommand implements Callable<Integer> {

    private static final int HANGING = 4;
    private static final Duration TICK = Duration.ofSeconds(1);

    @Spec private CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description =
                    "The configuration file; it needs the section kafka, and cameras or ingest.")
    private Path config;

    @Option(
            names = "--max-hanging-calls",
            paramLabel = "N",
            defaultValue = "8",
            description =
                    "Most calls into FFmpeg that may hang, of all cameras together, before the worker"
                            + " ends so that its cameras move to others (default: ${DEFAULT-VALUE}).")
    private int maxHangingCalls;

    private final AtomicBoolean ended = new AtomicBoolean();

    @Override
    public Integer call() throws ConfigurationException, CommandException, InterruptedException {
        try {
            Configuration file = Configuration.read(config);
            Optional<EndpointOptions> endpoint = file.section("metrics", EndpointOptions.class);
            IngestOptions options = IngestOptions.of(file, System.getenv());
            KafkaConnection.requireLogin(options.kafka());
            return options.group().camerasFromTopic()
                    ? share(options, endpoint.orElseThrow())
                    : run(options, endpoint.orElseThrow());
        } catch (IllegalStateException e) {
            throw new CommandException(e.getMessage(), e);
        } catch (KafkaException e) {
            throw new CommandException("Kafka client cannot be made: " + KafkaReason.of(e), e);
        }
    }

    @SuppressWarnings("try") // the endpoint answers on its own threads
    private int run(IngestOptions options, EndpointOptions endpoint)
            throws InterruptedException, CommandException {
        CameraIngest ingest = CameraIngest.start(options, new Printer(spec.commandLine().getErr()));
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> end(ingest), "framewatch-ingest-stop"));
        try (MetricsEndpoint unused = listen(endpoint, ingest::report)) {
            while (!ingest.awaitFinished(TICK)) {
                if (isHanging(ingest.hangingCalls())) {
                    return HANGING;
                }
            }
        } finally {
            end(ingest);
        }
        return ingest.hasFailed() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }

    /** Captures what the group gives this worker until Ctrl-C is pressed. */
    @SuppressWarnings("try") // the endpoint answers on its own threads
    private int share(IngestOptions options, EndpointOptions endpoint)
            throws InterruptedException, CommandException {
        FleetWorker worker = FleetWorker.start(options, new Printer(spec.commandLine().getErr()));
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> leave(worker), "framewatch-ingest-stop"));
        try (MetricsEndpoint unused = listen(endpoint, worker::report)) {
            while (!worker.awaitEnd(TICK)) {
                print(worker.takeRemoved());
                if (isHanging(worker.hangingCalls())) {
                    return HANGING;
                }
            }
        } finally {
            leave(worker);
        }
        throw new CommandException("this worker takes no cameras any more");
    }

    private void leave(FleetWorker worker) {
        if (!ended.getAndSet(true)) {
            worker.close();
            print(worker.takeRemoved());
        }
    }

    private void print(List<RemovedCamera> cameras) {
        PrintWriter out = spec.commandLine().getOut();
        cameras.forEach(
                camera -> out.println("camera " + camera.cameraId() + ": " + camera.counts()));
        out.flush();
    }

    private boolean isHanging(int calls) {
        if (calls <= maxHangingCalls) {
            return false;
        }
        PrintWriter err = spec.commandLine().getErr();
        err.println(
                "%d calls into FFmpeg hang, at most %d may: this worker ends and is to be started again"
                        .formatted(calls, maxHangingCalls));
        err.flush();
        return true;
    }

    /** Returns null if nobody is to be told. */
    private MetricsEndpoint listen(EndpointOptions options, Supplier<WorkerReport> worker)
            throws CommandException {
        if (!options.isOn()) {
            return null;
        }
        try {
            MetricsEndpoint endpoint = MetricsEndpoint.start(options, worker);
            PrintWriter err = spec.commandLine().getErr();
            err.println("metrics at " + endpoint.url() + "/metrics, health at /healthz");
            err.flush();
            return endpoint;
        } catch (IOException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    /** Stops and prints the counts, whether the cameras are at their end or Ctrl-C was pressed. */
    private void end(CameraIngest ingest) {
        if (ended.getAndSet(true)) {
            return;
        }
        ingest.close();
        PrintWriter out = spec.commandLine().getOut();
        ingest.counts()
                .forEach((cameraId, counts) -> out.println("camera " + cameraId + ": " + counts));
        out.flush();
    }

    /** Prints every change as a line. */
    private record Printer(PrintWriter err) implements IngestListener {

        @Override
        public void onCamera(CameraStatus status) {
            err.println(status);
            err.flush();
        }

        @Override
        public void onKafka(String line) {
            err.println(line);
            err.flush();
        }
    }
}
