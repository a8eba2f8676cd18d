package io.framewatch.cli;

import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.ingest.CameraIngest;
import io.framewatch.ingest.IngestListener;
import io.framewatch.ingest.IngestOptions;
import io.framewatch.ingest.capture.CameraStatus;
import io.framewatch.topic.KafkaReason;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code ingest}: captures the cameras of a configuration file until they end. */
@Command(
        name = "ingest",
        description = "Decodes cameras and files and writes their frames to Kafka.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every camera is at its end",
            "1:a camera was given up, or the configuration has problems",
            "2:the command line is wrong"
        })
public final class IngestCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The configuration file; it needs the sections kafka and cameras.")
    private Path config;

    private final AtomicBoolean ended = new AtomicBoolean();

    @Override
    public Integer call() throws ConfigurationException, CommandException, InterruptedException {
        try {
            return run(IngestOptions.of(Configuration.read(config), System.getenv()));
        } catch (IllegalStateException e) {
            throw new CommandException(e.getMessage(), e);
        } catch (KafkaException e) {
            throw new CommandException("Kafka client cannot be made: " + KafkaReason.of(e), e);
        }
    }

    private int run(IngestOptions options) throws InterruptedException {
        CameraIngest ingest = CameraIngest.start(options, new Printer(spec.commandLine().getErr()));
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> end(ingest), "framewatch-ingest-stop"));
        ingest.awaitFinished();
        end(ingest);
        return ingest.hasFailed() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
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
