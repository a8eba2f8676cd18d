package io.framewatch.cli.page;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.Interruption;
import io.framewatch.cli.KafkaConnection;
import io.framewatch.cli.Workspace;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.page.PageOptions;
import io.framewatch.page.PageServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code page}: serves the live page until Ctrl-C. */
@Command(
        name = "page",
        description = {
            "Serves the live page: what every camera shows, alerts with their pictures, and how the"
                    + " whole is, until Ctrl-C. See docs/page.md.",
            "Without a login only this machine can connect; the section page of the configuration"
                    + " says where it listens and who may look."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:the configuration has problems, Kafka refuses the login at the start, or the port is"
                    + " taken",
            "2:the command line is wrong",
            "130:it was ended by Ctrl-C"
        },
        footer = {"", "  page --config framewatch.yaml"})
public final class PageCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "the configuration file; its sections kafka and page are used")
    private Path config;

    @Spec private CommandSpec spec;

    private final Workspace workspace;

    private PageCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    /** The command; the workspace stays the caller's. */
    public static CommandLine commandLine(Workspace workspace) {
        return new CommandLine(new PageCommand(workspace));
    }

    @Override
    public Integer call()
            throws ConfigurationException, CommandException, InterruptedException, IOException {
        PageOptions options = PageOptions.of(Configuration.read(config));
        KafkaConnection.requireLogin(options.kafka());
        CountDownLatch stopped = new CountDownLatch(1);
        Interruption interruption = Interruption.of(stopped::countDown);
        try (PageServer page = PageServer.start(options, new CommandRunner(config, workspace))) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("page at " + page.url());
            out.flush();
            stopped.await();
        }
        return interruption.occurred() ? Interruption.EXIT_CODE : ExitCode.OK;
    }
}
