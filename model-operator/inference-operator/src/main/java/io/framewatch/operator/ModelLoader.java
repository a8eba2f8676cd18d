package io.framewatch.operator;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.ClassifierOptions;
import io.framewatch.classify.Head;
import io.framewatch.classify.ImageBatch;
import io.framewatch.classify.InvalidModelException;
import io.framewatch.classify.ModelDigest;
import io.framewatch.classify.ModelFiles;
import io.framewatch.classify.ModelInput;
import io.framewatch.classify.ModelManifest;
import io.framewatch.classify.UndecodableImageException;
import io.framewatch.event.Deployment.Folder;
import io.framewatch.event.Deployment.Role;
import io.framewatch.event.ModelDeployment;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes models ready: fetches them, checks that they are what was announced and fit the job, and
 * runs them until they are warm. Thread-safe.
 */
final class ModelLoader {

    /** Width and height of the frames in pixels. */
    private static final int FRAME_SIZE = 224;

    private static final int WARM_UP_RUNS = 3;

    private final InferenceOptions options;
    private final RuleLabels labels;

    ModelLoader(InferenceOptions options, RuleLabels labels) {
        this.options = options;
        this.labels = labels;
    }

    /** Folder of the model of the configuration. */
    String configuredUri() {
        return options.model().uri();
    }

    /**
     * Loads the model of the configuration.
     *
     * @throws IOException if it, or a head, cannot be read
     * @throws IllegalArgumentException if it, or a head, cannot be used
     */
    LoadedModel configured() throws IOException {
        String uri = options.model().uri();
        try {
            Classifier classifier = Classifier.open(new ModelFolderFiles(uri), classifierOptions());
            return configured(classifier);
        } catch (IOException e) {
            throw new IOException("model '" + uri + "' cannot be read: " + e.getMessage(), e);
        } catch (InvalidModelException e) {
            throw new IllegalArgumentException(
                    "model '" + uri + "' cannot be used: " + e.getMessage(), e);
        }
    }

    private LoadedModel configured(Classifier classifier)
            throws IOException, InvalidModelException {
        try {
            labels.requireIn(classifier.manifest());
            CameraHeads heads = CameraHeads.of(heads(), classifier);
            return loaded(new ModelSource.Configured(), classifier, heads, Optional.empty());
        } catch (IOException | InvalidModelException | RuntimeException e) {
            classifier.close();
            throw e;
        }
    }

    /** Loads a model that was announced, or that of the configuration. */
    LoadedModel load(ModelSource source) throws ModelRefusedException, IOException {
        return source instanceof ModelSource.Deployed deployed
                ? load(deployed.deployment())
                : configured();
    }

    /** Loads a model that was announced. */
    LoadedModel load(ModelDeployment deployment) throws ModelRefusedException {
        Folder folder = deployment.role().toLoad().orElseThrow();
        Classifier classifier = open(folder, fetch(folder));
        try {
            check(deployment, classifier.manifest());
            if (!(deployment.role() instanceof Role.Shadow)) {
                requireLabels(classifier.manifest());
            }
            CameraHeads heads = CameraHeads.fitting(heads(), classifier);
            Duration batchTime = warmUp(classifier);
            requireSpeed(batchTime);
            return loaded(
                    new ModelSource.Deployed(deployment),
                    classifier,
                    heads,
                    Optional.of(batchTime));
        } catch (ModelRefusedException e) {
            classifier.close();
            throw e;
        } catch (IOException | RuntimeException e) {
            classifier.close();
            throw new ModelRefusedException("does not run: " + e.getMessage(), e);
        }
    }

    private LoadedModel loaded(
            ModelSource source,
            Classifier classifier,
            CameraHeads heads,
            Optional<Duration> batchTime) {
        return new LoadedModel(
                source, classifier, heads, batchTime, labels.missingIn(classifier.manifest()));
    }

    /** Reads the files once: the folder may change between the check and the opening. */
    private static ModelFiles fetch(Folder folder) throws ModelRefusedException {
        ModelFiles source = new ModelFolderFiles(folder.uri());
        Map<String, byte[]> files = new HashMap<>();
        try {
            for (String name : List.of(ModelFiles.MANIFEST, ModelFiles.GRAPH)) {
                try (InputStream in = source.open(name)) {
                    files.put(name, in.readAllBytes());
                }
            }
        } catch (FileNotFoundException e) {
            throw new ModelRefusedException("is missing: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ModelRefusedException(
                    "cannot be read at " + folder.uri() + ": " + e.getMessage(), e);
        }
        return name -> new ByteArrayInputStream(files.get(name));
    }

    private Classifier open(Folder folder, ModelFiles files) throws ModelRefusedException {
        try {
            requireAnnounced(folder, ModelDigest.of(files));
            return Classifier.open(files, classifierOptions());
        } catch (IOException | InvalidModelException e) {
            throw new ModelRefusedException("cannot be used: " + e.getMessage(), e);
        }
    }

    /** Refuses what was changed since it was announced. */
    static void requireAnnounced(Folder folder, String sha256) throws ModelRefusedException {
        if (!sha256.equals(folder.sha256())) {
            throw new ModelRefusedException(
                    "is not what was announced: sha256 of %s is %s, not %s"
                            .formatted(folder.uri(), sha256, folder.sha256()));
        }
    }

    private void check(ModelDeployment deployment, ModelManifest manifest)
            throws ModelRefusedException {
        if (!manifest.name().equals(deployment.name())
                || !manifest.version().equals(deployment.version())) {
            throw new ModelRefusedException(
                    "is another model: the folder has %s version %s"
                            .formatted(manifest.name(), manifest.version()));
        }
        ModelInput input = manifest.input();
        if (input.width() != FRAME_SIZE || input.height() != FRAME_SIZE) {
            throw new ModelRefusedException(
                    "takes images of %dx%d: frames are %dx%d"
                            .formatted(input.width(), input.height(), FRAME_SIZE, FRAME_SIZE));
        }
    }

    /** Not called for a shadow, which makes no results. */
    private void requireLabels(ModelManifest manifest) throws ModelRefusedException {
        try {
            labels.requireIn(manifest);
        } catch (IllegalArgumentException e) {
            throw new ModelRefusedException(
                    "lacks a label that a rule watches: " + e.getMessage(), e);
        }
    }

    private List<Head> heads() throws IOException {
        List<Head> heads = new ArrayList<>();
        for (String uri : options.model().heads()) {
            heads.add(HeadFolder.read(uri));
        }
        return heads;
    }

    /** Runs full batches of black images; the fastest one counts. */
    private Duration warmUp(Classifier classifier) {
        try (ImageBatch batch = classifier.newBatch(options.batching().maxBatch())) {
            byte[] black = new byte[3 * FRAME_SIZE * FRAME_SIZE];
            while (!batch.isFull()) {
                batch.addRgb(black);
            }
            long fastest = Long.MAX_VALUE;
            for (int i = 0; i < WARM_UP_RUNS; i++) {
                long start = System.nanoTime();
                classifier.classify(batch, 1);
                fastest = Math.min(fastest, System.nanoTime() - start);
            }
            return Duration.ofNanos(fastest);
        } catch (UndecodableImageException e) {
            throw new IllegalStateException("an image as the model takes it was refused", e);
        }
    }

    private void requireSpeed(Duration batchTime) throws ModelRefusedException {
        Duration limit = options.slowestBatch();
        if (limit != null && batchTime.compareTo(limit) > 0) {
            throw new ModelRefusedException(
                    "is too slow: a batch of %d takes %d ms, the limit is %d ms"
                            .formatted(
                                    options.batching().maxBatch(),
                                    batchTime.toMillis(),
                                    limit.toMillis()));
        }
    }

    private ClassifierOptions classifierOptions() {
        return new ClassifierOptions(options.batching().maxBatch(), options.fastestForm());
    }
}
