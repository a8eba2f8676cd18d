package io.framewatch.local.job;

import io.framewatch.cli.CommandErrors;
import io.framewatch.cli.CommandException;
import io.framewatch.cli.Interruption;
import io.framewatch.cli.Workspace;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.embedded.ClusterException;
import io.framewatch.job.JobOptions;
import io.framewatch.operator.ModelLabels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code job}: runs the job in this process until it is interrupted. */
@Command(
        name = "job",
        description = {
            "Classifies the frames in Kafka and raises alerts. Ctrl-C ends it.",
            "A process that is started again goes on where the last one ended, however it ended.",
            "Flink's own settings are read from config.yaml in the folder FLINK_CONF_DIR."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the job was cancelled, for example through REST",
            "1:the configuration has problems, the model is not there, Kafka refuses, or the job failed",
            "2:the command line is wrong",
            "4:the process can no longer work and is to be started again",
            "5:Kafka cannot be reached, with --exit-when-unreachable",
            "130:interrupted, by Ctrl-C or SIGTERM"
        })
public final class JobCommand implements Callable<Integer> {

    /** Nothing runs here any more, while the process could live on. */
    static final int CANNOT_WORK = 4;

    static final int UNREACHABLE = 5;

    @Spec private CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description =
                    "The configuration file; its sections kafka, model, heads, job and rules are"
                            + " used.")
    private Path config;

    @Option(
            names = "--checkpoints",
            paramLabel = "DIR",
            description =
                    "Folder for checkpoints; each job has its own in it, by the id of the Kafka"
                            + " cluster and its prefixes. Default: execution.checkpointing.dir of"
                            + " Flink's settings, else framewatch/checkpoints in XDG_STATE_HOME"
                            + " (~/.local/state).")
    private String checkpoints;

    @Option(
            names = "--rest",
            paramLabel = "HOST[:PORT]",
            description =
                    "Address of Flink's REST interface, which has no login. Default: 127.0.0.1 and"
                            + " the first free port from 8081.")
    private String rest;

    @Option(
            names = "--exit-when-unreachable",
            description =
                    "End with code 5 if Kafka cannot be reached at the start, in place of"
                            + " waiting for it.")
    private boolean exitWhenUnreachable;

    private final Workspace workspace;

    /** The workspace stays the caller's. */
    public JobCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call()
            throws ConfigurationException,
                    IOException,
                    CommandException,
                    ClusterException,
                    InterruptedException {
        try {
            JobOptions options = JobOptions.of(Configuration.read(config));
            ModelLabels.read(options.model().uri());
            FlinkSettings flink = FlinkSettings.of(System.getenv(), checkpoints, rest, workspace);
            JobProcess process = new JobProcess(options, flink, spec.commandLine().getOut());
            Interruption interruption = Interruption.of(process::interrupt, workspace::close);
            int exitCode = process.run(exitWhenUnreachable);
            return interruption.occurred() ? Interruption.EXIT_CODE : exitCode;
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        } catch (KafkaCluster.UnreachableException e) {
            CommandErrors.report(e, spec.commandLine());
            return UNREACHABLE;
        }
    }
}
