package io.framewatch.cli.teach;

import io.framewatch.classify.ModelFiles;
import io.framewatch.cli.CommandException;
import io.framewatch.cli.KafkaConnection;
import io.framewatch.cli.model.Announcement;
import io.framewatch.cli.model.OpenModel;
import io.framewatch.cli.model.OutputFormat;
import io.framewatch.cli.model.OutputOption;
import io.framewatch.configuration.ConfigurationException;
import io.framewatch.configuration.KafkaOptions;
import io.framewatch.event.CameraId;
import io.framewatch.training.head.CrossValidatedHead;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./framewatch teach}. */
@Command(
        name = "teach",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Teaches one camera to tell states apart, such as a gate that is open or closed, from"
                        + " some pictures of each: trains a softmax layer, the head, on the model's"
                        + " embedding.",
        footer = {
            "",
            "A SOURCE is a folder of JPEG and PNG, a part of a video in seconds (gate.mp4#t=12.5,30),"
                    + " or a time of which Kafka still has the camera's frames"
                    + " (2026-11-25T10:00:00Z/2026-11-25T10:05:00Z). A state may have several."
        })
public final class TeachCommand implements Callable<Integer> {

    @Option(names = "--camera", required = true, paramLabel = "ID", description = "the camera")
    private String camera;

    @Option(
            names = "--state",
            paramLabel = "LABEL=SOURCE",
            description = "a state and where pictures of it are; repeatable, at least two labels")
    private List<StateArgument> states = new ArrayList<>();

    @Option(
            names = "--test",
            paramLabel = "LABEL=SOURCE",
            description = "pictures of a state to test the head with, all of them; repeatable")
    private List<StateArgument> tests = new ArrayList<>();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "the configuration file: how the camera's pictures are fitted, where Kafka is, and"
                            + " the model if --model is left out")
    private Path config;

    @Option(names = "--model", paramLabel = "DIR", description = "folder of the job's model")
    private Path model;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "name of the head; default: the camera's id")
    private String name;

    @Option(
            names = "--pictures",
            paramLabel = "N",
            defaultValue = "50",
            description =
                    "maximum of pictures of a source; of more, an even sample; default: ${DEFAULT-VALUE}")
    private int max;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "folder for the head; a head that is there is replaced")
    private Path out;

    @Option(names = "--dry-run", description = "train and report, but keep and deploy nothing")
    private boolean dryRun;

    @Option(
            names = "--no-deploy",
            description =
                    "keep the head, but do not announce it to the jobs at the Kafka of --config")
    private boolean noDeploy;

    @Option(
            names = "--forget",
            description =
                    "teach nothing: retire the camera's head of that name in the jobs at the Kafka of"
                            + " --config")
    private boolean forget;

    @Mixin private OutputOption output;

    @Spec private CommandSpec command;

    /** The command. */
    public static CommandLine commandLine() {
        return new CommandLine(new TeachCommand())
                .registerConverter(StateArgument.class, StateArgument::parse)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call()
            throws ConfigurationException, IOException, CommandException, InterruptedException {
        requireValid();
        TeachSetting setting =
                config == null ? TeachSetting.without(camera) : TeachSetting.read(config, camera);
        return forget ? forget(setting) : teach(setting);
    }

    private int forget(TeachSetting setting) throws CommandException, InterruptedException {
        KafkaOptions kafka =
                setting.kafka().orElseThrow(() -> wrong("--forget needs --config with Kafka"));
        KafkaConnection.require(kafka);
        Announcement.send(
                kafka, HeadAnnouncement.retired(name(), new CameraId(camera), Instant.now()));
        command.commandLine().getOut().printf("head %s of camera %s retired%n", name(), camera);
        return CommandLine.ExitCode.OK;
    }

    private int teach(TeachSetting setting)
            throws IOException, CommandException, InterruptedException {
        Map<String, List<FrameSource>> training = sources(states, setting);
        Map<String, List<FrameSource>> testing = sources(tests, setting);
        requireLabels(training.keySet(), testing.keySet());
        boolean deployed = !dryRun && !noDeploy && setting.kafka().isPresent();
        if (deployed) {
            KafkaConnection.require(setting.kafka().get());
        }
        Path folder = model == null ? setting.model().orElseThrow(this::noModel) : model;
        HeadTraining.Result trained =
                new HeadTraining(max, command.commandLine().getErr()::println)
                        .run(name(), camera, OpenModel.in(folder, folder), training, testing);
        if (!dryRun) {
            Files.createDirectories(out);
            Files.write(out.resolve(ModelFiles.HEAD), trained.head().toJson());
        }
        if (deployed) {
            Announcement.send(
                    setting.kafka().get(), HeadAnnouncement.of(trained.head(), out, Instant.now()));
        }
        TeachReport report =
                new TeachReport(trained, Optional.ofNullable(dryRun ? null : out), deployed);
        PrintWriter print = command.commandLine().getOut();
        print.println(output.isJson() ? OutputFormat.json(report.toJson()) : report.toText());
        return CommandLine.ExitCode.OK;
    }

    private String name() {
        return name == null ? camera : name;
    }

    /** The sources of each state, in the order of the command line. */
    private Map<String, List<FrameSource>> sources(
            List<StateArgument> arguments, TeachSetting setting) {
        Map<String, List<FrameSource>> sources = new LinkedHashMap<>();
        try {
            for (StateArgument state : arguments) {
                sources.computeIfAbsent(state.label(), label -> new ArrayList<>())
                        .add(state.open(setting));
            }
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
        return sources;
    }

    private void requireLabels(Set<String> trained, Set<String> tested) {
        if (trained.size() < 2) {
            throw wrong("--state names " + trained + " only: must be at least two states");
        }
        if (!trained.containsAll(tested)) {
            throw wrong("--test names " + tested + ": must all be among the states " + trained);
        }
    }

    private void requireValid() {
        try {
            CameraId.require(camera);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
        if (max < CrossValidatedHead.MIN_PICTURES) {
            throw wrong(
                    "--pictures %d must be at least %d"
                            .formatted(max, CrossValidatedHead.MIN_PICTURES));
        }
        if (out == null && !dryRun && !forget) {
            throw wrong("--out must be given, or --dry-run");
        }
    }

    private CommandLine.ParameterException noModel() {
        return wrong("--model must be given, or --config with a model");
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(command.commandLine(), message);
    }
}
