package io.framewatch.cli.replay;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.ClassifierOptions;
import io.framewatch.classify.Head;
import io.framewatch.classify.HeadLayer;
import io.framewatch.classify.InvalidModelException;
import io.framewatch.classify.ModelDigest;
import io.framewatch.classify.ModelFiles;
import io.framewatch.cli.CommandException;
import io.framewatch.cli.CommandTopics;
import io.framewatch.cli.FileProblem;
import io.framewatch.event.CameraId;
import io.framewatch.event.Classification;
import io.framewatch.event.Deployment;
import io.framewatch.event.HeadDeployment;
import io.framewatch.event.ModelDeployment;
import io.framewatch.job.HeadOptions;
import io.framewatch.operator.HeadFolder;
import io.framewatch.operator.ModelFolderFiles;
import io.framewatch.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the models and heads that have classified retained frames: in a folder that is given, those
 * that the models topic still names, and those of the configuration.
 */
public final class ModelSearch {

    private static final Logger LOG = LoggerFactory.getLogger(ModelSearch.class);

    private final JobSetting setting;
    private final Optional<Path> given;
    private final List<Deployment> announced;

    private ModelSearch(JobSetting setting, Optional<Path> given, List<Deployment> announced) {
        this.setting = setting;
        this.given = given;
        this.announced = announced;
    }

    /**
     * Reads the models topic.
     *
     * @param given folder of a model to look at first
     */
    public static ModelSearch open(JobSetting setting, Optional<Path> given)
            throws CommandException, InterruptedException {
        List<Deployment> announced = new ArrayList<>();
        try (CommandTopics topics =
                CommandTopics.open(setting.kafka(), List.of(Topics.MODELS), "models")) {
            topics.read(Topics.MODELS, record -> announced.add(record.value()));
        }
        return new ModelSearch(setting, given, announced);
    }

    /**
     * Opens the model with a name, version and digest; the caller closes it.
     *
     * @throws CommandException if none of the folders has it, with what each of them has
     */
    public Classifier model(Classification.Model wanted) throws CommandException {
        if (wanted.sha256() == null) {
            throw new CommandException(
                    "the result of model %s %s does not tell the model's sha256"
                            .formatted(wanted.name(), wanted.version()));
        }
        List<String> others = new ArrayList<>();
        for (String uri : folders(wanted)) {
            try {
                ModelFiles files = new ModelFolderFiles(uri);
                String sha256 = ModelDigest.of(files);
                if (sha256.equals(wanted.sha256())) {
                    return open(uri);
                }
                others.add(uri + " has sha256 " + sha256);
            } catch (IOException e) {
                others.add(uri + " cannot be read: " + FileProblem.of(e));
            }
        }
        throw new CommandException(
                "model %s %s with sha256 %s is not to be had: %s"
                        .formatted(
                                wanted.name(),
                                wanted.version(),
                                wanted.sha256(),
                                String.join("; ", others)));
    }

    /** Opens the model of a folder as the job does; the caller closes it. */
    public Classifier open(String uri) throws CommandException {
        try {
            return Classifier.open(
                    new ModelFolderFiles(uri),
                    new ClassifierOptions(FrameClassifier.BATCH, setting.model().fastestForm()));
        } catch (IOException e) {
            throw new CommandException(
                    "model %s cannot be read: %s".formatted(uri, FileProblem.of(e)), e);
        } catch (InvalidModelException e) {
            throw new CommandException("model " + uri + ": " + e.getMessage(), e);
        }
    }

    /**
     * Finds a head of a camera.
     *
     * @param version its version; empty for any that was taught on the model, the latest first
     * @param backbone the model
     * @throws CommandException if there is none
     */
    public HeadLayer head(
            CameraId camera, String name, Optional<String> version, Classifier backbone)
            throws CommandException {
        List<String> others = new ArrayList<>();
        for (String uri : headFolders(camera, name)) {
            try {
                Head head = HeadFolder.read(uri);
                if (!head.name().equals(name) || !head.camera().equals(camera.value())) {
                    continue;
                }
                if (version.isEmpty() || version.get().equals(head.version())) {
                    return HeadLayer.of(head, backbone);
                }
                others.add(uri + " has version " + head.version());
            } catch (IOException | InvalidModelException | IllegalArgumentException e) {
                others.add(e.getMessage());
            }
        }
        throw new CommandException(
                "head %s%s of camera %s is not to be had%s"
                        .formatted(
                                name,
                                version.map(text -> " version " + text).orElse(""),
                                camera,
                                others.isEmpty() ? "" : ": " + String.join("; ", others)));
    }

    /**
     * The heads of all cameras that were taught on a model: those that are deployed, and those of
     * the configuration that are not replaced. Others, and those that cannot be read, are left out.
     */
    public Map<CameraId, List<HeadLayer>> heads(Classifier model) {
        Map<String, String> byKey = new LinkedHashMap<>();
        setting.heads().forEach(head -> byKey.put(head.uri(), head.uri()));
        announced.stream()
                .filter(HeadDeployment.class::isInstance)
                .forEach(
                        deployment -> {
                            byKey.remove(deployment.key());
                            uris(deployment).forEach(uri -> byKey.put(deployment.key(), uri));
                        });
        Map<String, HeadLayer> layers = new LinkedHashMap<>();
        for (String uri : byKey.values()) {
            try {
                Head head = HeadFolder.read(uri);
                layers.put(head.camera() + "/" + head.name(), HeadLayer.of(head, model));
            } catch (IOException | InvalidModelException | IllegalArgumentException e) {
                LOG.warn("A head is left out: {}", e.getMessage());
            }
        }
        return layers.values().stream()
                .collect(Collectors.groupingBy(layer -> new CameraId(layer.head().camera())));
    }

    private Set<String> folders(Classification.Model wanted) {
        Set<String> folders = new LinkedHashSet<>();
        given.map(Path::toString).ifPresent(folders::add);
        announced.stream()
                .filter(ModelDeployment.class::isInstance)
                .filter(deployment -> deployment.name().equals(wanted.name()))
                .filter(deployment -> deployment.version().equals(wanted.version()))
                .flatMap(ModelSearch::uris)
                .forEach(folders::add);
        folders.add(setting.model().uri());
        return folders;
    }

    private Set<String> headFolders(CameraId camera, String name) {
        List<String> deployed =
                announced.stream()
                        .filter(HeadDeployment.class::isInstance)
                        .filter(deployment -> deployment.name().equals(name))
                        .filter(
                                deployment ->
                                        Objects.equals(
                                                ((HeadDeployment) deployment).camera(), camera))
                        .flatMap(ModelSearch::uris)
                        .toList();
        Set<String> folders = new LinkedHashSet<>();
        for (int i = deployed.size() - 1; i >= 0; i--) {
            folders.add(deployed.get(i));
        }
        setting.heads().stream().map(HeadOptions::uri).forEach(folders::add);
        return folders;
    }

    private static Stream<String> uris(Deployment deployment) {
        return deployment.role().toLoad().map(Deployment.Folder::uri).stream();
    }
}
