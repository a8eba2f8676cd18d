package io.framewatch.cli.forward;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.KafkaConnection;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.configuration.Redaction;
import io.framewatch.consumer.forward.ChannelReport;
import io.framewatch.consumer.forward.ChannelRoute;
import io.framewatch.consumer.forward.EndpointOptions;
import io.framewatch.consumer.forward.ForwardMetrics;
import io.framewatch.consumer.forward.ForwardOptions;
import io.framewatch.consumer.forward.Forwarder;
import io.framewatch.consumer.forward.RejectedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code forward}: sends alerts to the channels of a configuration until Ctrl-C. */
@Command(
        name = "forward",
        description = "Sends alerts to webhooks and other channels. See docs/forwarding.md.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the test notices were delivered",
            "1:the configuration has problems, Kafka refuses the login at the start, a test notice was"
                    + " not delivered, or a channel ended",
            "2:the command line is wrong"
        })
public final class ForwardCommand implements Callable<Integer> {

    private static final Duration TICK = Duration.ofSeconds(1);

    @Spec private CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The configuration file; it needs the sections kafka and forward.")
    private Path config;

    @Option(
            names = "--test-channel",
            paramLabel = "NAME",
            description =
                    "Send a made-up alert, its start and its end, to this channel, say what came of"
                            + " it, and end.")
    private String testChannel;

    private final Set<String> failing = new HashSet<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    @Override
    public Integer call() throws ConfigurationException, CommandException, InterruptedException {
        Configuration file = Configuration.read(config);
        EndpointOptions endpoint =
                file.section("metrics", EndpointOptions.class)
                        .orElse(new EndpointOptions(null, ""));
        ForwardOptions options = ForwardOptions.of(file);
        if (testChannel != null) {
            test(channel(options.channels()));
            return ExitCode.OK;
        }
        KafkaConnection.requireLogin(options.kafka());
        forward(options, endpoint);
        throw new CommandException("a channel ended, see above: nothing is forwarded any more");
    }

    @SuppressWarnings("try") // the endpoint answers on its own threads
    private void forward(ForwardOptions options, EndpointOptions endpoint)
            throws InterruptedException, CommandException {
        Forwarder forwarder = Forwarder.start(options);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> end(forwarder), "framewatch-forward-stop"));
        try (ForwardMetrics unused = listen(endpoint, forwarder)) {
            options.channels().forEach(channel -> say(channel.toString()));
            while (!forwarder.awaitEnd(TICK)) {
                forwarder.report().forEach(this::sayWhatChanged);
            }
        } finally {
            end(forwarder);
        }
    }

    private void test(ChannelRoute channel) throws CommandException, InterruptedException {
        try {
            channel.test(Instant.now());
            say(channel + ": delivered");
        } catch (IOException e) {
            throw failed("not delivered, would be tried again", e);
        } catch (RejectedException e) {
            throw failed("refused, would be parked", e);
        }
    }

    private CommandException failed(String outcome, Exception e) {
        return new CommandException(
                "channel %s: %s: %s"
                        .formatted(
                                testChannel,
                                outcome,
                                Redaction.hide(String.valueOf(e.getMessage()))),
                e);
    }

    private ChannelRoute channel(List<ChannelRoute> channels) throws CommandException {
        return channels.stream()
                .filter(channel -> channel.name().equals(testChannel))
                .findFirst()
                .orElseThrow(
                        () ->
                                new CommandException(
                                        "channel '%s' must be one of %s"
                                                .formatted(testChannel, names(channels))));
    }

    private static String names(List<ChannelRoute> channels) {
        return channels.stream().map(ChannelRoute::name).collect(Collectors.joining(", "));
    }

    /** Returns null if nobody is to be told. */
    private ForwardMetrics listen(EndpointOptions options, Forwarder forwarder)
            throws CommandException {
        if (!options.isOn()) {
            return null;
        }
        try {
            ForwardMetrics metrics = ForwardMetrics.start(options, forwarder::report);
            say("metrics at " + metrics.url());
            return metrics;
        } catch (IOException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private void sayWhatChanged(ChannelReport report) {
        if (report.trouble().isEmpty()) {
            if (failing.remove(report.name())) {
                say("channel " + report.name() + ": well again");
            }
        } else if (failing.add(report.name())) {
            say("channel " + report.name() + ": failing: " + report.trouble());
        }
    }

    /** Waits for the notices that are being sent, and prints the counts. */
    private void end(Forwarder forwarder) {
        if (ended.getAndSet(true)) {
            return;
        }
        forwarder.close();
        PrintWriter out = spec.commandLine().getOut();
        forwarder
                .report()
                .forEach(
                        report -> out.println("channel " + report.name() + ": " + report.counts()));
        out.flush();
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
