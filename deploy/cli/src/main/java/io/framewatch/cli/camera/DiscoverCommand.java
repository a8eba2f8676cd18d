package io.framewatch.cli.camera;

import io.framewatch.cli.CommandException;
import io.framewatch.cli.TextTable;
import io.framewatch.cli.model.OutputFormat;
import io.framewatch.cli.model.OutputOption;
import io.framewatch.ingest.onvif.OnvifClient;
import io.framewatch.ingest.onvif.OnvifDevice;
import io.framewatch.ingest.onvif.OnvifSearch;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./framewatch camera discover}. */
@Command(
        name = "discover",
        sortOptions = false,
        description =
                "Asks the network for ONVIF cameras (WS-Discovery), and the cameras for the addresses"
                        + " of their streams. Needs no Kafka.",
        footer = {
            "",
            "Most cameras want a login before they name their streams. It goes to every camera that"
                    + " answers, as a digest, never in clear.",
            "",
            "  camera discover --interface eth0",
            "  camera discover --interface eth0 --username viewer --password-env CAMERA_PASSWORD"
        })
final class DiscoverCommand implements Callable<Integer> {

    private static final List<String> TITLES =
            List.of("DEVICE", "NAME", "MODEL", "STREAM", "PICTURE", "ADDRESS");
    private static final Duration ANSWER = Duration.ofSeconds(5);

    @Option(
            names = "--interface",
            paramLabel = "NAME",
            description = "the network interface; default: all but loopback")
    private String name;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "3",
            description = "how long to wait for answers, 1 to 60; default: ${DEFAULT-VALUE}")
    private int seconds;

    @Mixin private DeviceLogin login;

    @Option(names = "--port", hidden = true, defaultValue = "3702")
    private int port;

    @Mixin private OutputOption output;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, IOException {
        if (seconds < 1 || seconds > 60) {
            throw new ParameterException(
                    command.commandLine(), "--wait " + seconds + " must be from 1 to 60");
        }
        OnvifClient client = new OnvifClient(login.read(System.getenv()), ANSWER);
        List<DiscoveredStream> streams = new ArrayList<>();
        for (OnvifDevice device : search()) {
            streams.addAll(DiscoveredStream.of(device, client));
        }
        command.commandLine()
                .getOut()
                .println(output.isJson() ? OutputFormat.json(streams) : text(streams));
        return CommandLine.ExitCode.OK;
    }

    private List<OnvifDevice> search() throws CommandException, IOException {
        OnvifSearch search = new OnvifSearch(port);
        List<OnvifDevice> devices = List.of();
        for (NetworkInterface network : networks()) {
            devices = search.search(network, Duration.ofSeconds(seconds));
        }
        return devices;
    }

    private List<NetworkInterface> networks() throws CommandException, SocketException {
        if (name != null) {
            NetworkInterface network = NetworkInterface.getByName(name);
            if (network == null) {
                throw new CommandException(
                        "--interface '%s' must be one of %s"
                                .formatted(
                                        name,
                                        NetworkInterface.networkInterfaces()
                                                .map(NetworkInterface::getName)
                                                .sorted()
                                                .toList()));
            }
            return List.of(network);
        }
        List<NetworkInterface> networks = new ArrayList<>();
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            if (network.isUp() && !network.isLoopback() && network.supportsMulticast()) {
                networks.add(network);
            }
        }
        return networks;
    }

    private static String text(List<DiscoveredStream> streams) {
        if (streams.isEmpty()) {
            return "no ONVIF camera has answered; cameras answer only within their own network";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(TITLES);
        streams.forEach(stream -> rows.add(stream.row()));
        return TextTable.of(rows)
                + "\nadd one: framewatch camera add ID --config FILE --uri ADDRESS --credentials ID";
    }
}
