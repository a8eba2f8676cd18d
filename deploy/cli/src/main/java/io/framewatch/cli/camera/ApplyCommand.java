package io.framewatch.cli.camera;

import io.framewatch.cli.Change;
import io.framewatch.cli.CommandException;
import io.framewatch.cli.model.KafkaOption;
import io.framewatch.configuration.Configuration;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.Camera;
import io.framewatch.event.CameraId;
import io.framewatch.ingest.CameraIds;
import io.framewatch.ingest.capture.CameraOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./framewatch camera apply}. */
@Command(
        name = "apply",
        sortOptions = false,
        description =
                "Makes the cameras what the section cameras of a file says. A camera stays paused if it"
                        + " is, unless the file has its key paused.",
        footer = {
            "",
            "Nothing is changed if the file has a problem.",
            "",
            "  camera apply -f cameras.yaml --config fleet.yaml --prune"
        })
final class ApplyCommand implements Callable<Integer> {

    private static final String LIST = "cameras";

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "a configuration file with the section cameras")
    private Path file;

    @Mixin private KafkaOption kafkaOption;

    @Option(names = "--prune", description = "remove the cameras that the file does not have")
    private boolean prune;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws CommandException, ConfigurationException, InterruptedException {
        Map<String, Map<String, Object>> wanted = read();
        KafkaOptions kafka = kafkaOption.read();
        try (CameraTopics topics = CameraTopics.open(kafka)) {
            Map<String, Optional<Camera>> before = topics.cameras();
            requireOwnIds(before, wanted);
            for (Map.Entry<String, Map<String, Object>> camera : wanted.entrySet()) {
                Optional<Camera> there = before.getOrDefault(camera.getKey(), Optional.empty());
                print(
                        CameraChange.of(topics, there, camera.getValue())
                                .line("camera", camera.getKey()));
            }
            if (prune) {
                before.keySet().removeAll(wanted.keySet());
                for (String id : before.keySet()) {
                    topics.remove(new CameraId(id));
                    print(Change.REMOVED.line("camera", id));
                }
            }
        }
        return CommandLine.ExitCode.OK;
    }

    /** With {@code --prune} the other cameras are gone afterwards. */
    private void requireOwnIds(
            Map<String, Optional<Camera>> before, Map<String, Map<String, Object>> wanted)
            throws CommandException {
        List<Camera> cameras = wanted.values().stream().map(Camera::of).toList();
        CameraChange.requireOwnIds(prune ? Map.of() : before, cameras);
    }

    /** The cameras of the file by id, in its order. */
    private Map<String, Map<String, Object>> read()
            throws CommandException, ConfigurationException {
        Configuration configuration = Configuration.read(file);
        List<CameraOptions> cameras = configuration.list(LIST, CameraOptions.class);
        configuration.requireAny(LIST);
        configuration.requireUniqueIds(LIST);
        CameraIds.check(configuration, cameras);
        configuration.check();
        Map<String, Map<String, Object>> wanted = new LinkedHashMap<>();
        for (Map<String, Object> values : configuration.written(LIST)) {
            try {
                wanted.put(CameraChange.check(values).id().value(), values);
            } catch (ConfigurationException e) {
                e.problems()
                        .forEach(text -> configuration.problem("camera " + values.get("id"), text));
            }
        }
        configuration.check();
        return wanted;
    }

    private void print(String line) {
        PrintWriter out = command.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
