package io.framewatch.operator;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.Head;
import io.framewatch.classify.HeadLayer;
import io.framewatch.classify.ImageBatch;
import io.framewatch.classify.InvalidModelException;
import io.framewatch.classify.Score;
import io.framewatch.event.CameraId;
import io.framewatch.event.HeadResult;
import io.framewatch.event.LabelScore;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The heads of all cameras on one model: those of the configuration, and those that were deployed
 * since. Used by the task's thread once its model serves.
 */
final class CameraHeads {

    private final List<HeadLayer> configured;
    private final Map<Head, String> setAside;
    private Map<String, List<HeadLayer>> layersByCamera;

    private CameraHeads(List<HeadLayer> configured, Map<Head, String> setAside) {
        this.configured = configured;
        this.setAside = setAside;
        deploy(List.of());
    }

    /**
     * Puts the heads of the configuration on its model.
     *
     * @throws InvalidModelException if one of them was taught on another model
     */
    static CameraHeads of(List<Head> heads, Classifier backbone) throws InvalidModelException {
        List<HeadLayer> layers = new ArrayList<>();
        for (Head head : heads) {
            layers.add(HeadLayer.of(head, backbone));
        }
        return new CameraHeads(layers, Map.of());
    }

    /** Puts heads on a model; those that were taught on another model are set aside. */
    static CameraHeads fitting(List<Head> heads, Classifier backbone) {
        Fit fit = Fit.of(heads, backbone);
        return new CameraHeads(fit.layers(), fit.setAside());
    }

    /**
     * Which heads were taught on a model.
     *
     * @param layers of those that were
     * @param setAside those that were not, with the reason
     */
    record Fit(List<HeadLayer> layers, Map<Head, String> setAside) {

        static Fit of(List<Head> heads, Classifier backbone) {
            List<HeadLayer> layers = new ArrayList<>();
            Map<Head, String> setAside = new LinkedHashMap<>();
            for (Head head : heads) {
                try {
                    layers.add(HeadLayer.of(head, backbone));
                } catch (InvalidModelException e) {
                    setAside.put(head, String.join("; ", e.problems()));
                }
            }
            return new Fit(layers, setAside);
        }
    }

    /** Those of the configuration that were taught on this model. */
    List<Head> configured() {
        return configured.stream().map(HeadLayer::head).toList();
    }

    /** Those of the configuration that were not, with the reason. */
    Map<Head, String> setAside() {
        return setAside;
    }

    /**
     * Puts deployed heads beside those of the configuration, in place of those that were deployed
     * before. A deployed head replaces the one of its camera and name in the configuration.
     */
    void deploy(Collection<HeadLayer> deployed) {
        List<HeadLayer> layers = new ArrayList<>(configured);
        layers.removeIf(own -> deployed.stream().anyMatch(layer -> isSame(own, layer)));
        layers.addAll(deployed);
        layersByCamera =
                layers.stream().collect(Collectors.groupingBy(layer -> layer.head().camera()));
    }

    /** Whether a camera has a head. */
    boolean has(CameraId camera) {
        return layersByCamera.containsKey(camera.value());
    }

    /**
     * The scores of an image by the heads of its camera.
     *
     * @param images classified, and with embeddings if the camera has a head
     * @param image number of the camera's image in the batch
     */
    List<HeadResult> results(CameraId camera, ImageBatch images, int image) {
        if (!has(camera)) {
            return List.of();
        }
        FloatBuffer embedding = images.embedding(image);
        return layersByCamera.get(camera.value()).stream()
                .map(layer -> result(layer.head(), layer.scores(embedding)))
                .toList();
    }

    static List<LabelScore> labelScores(List<Score> scores) {
        return scores.stream()
                .map(score -> new LabelScore(score.label(), score.probability()))
                .toList();
    }

    private static boolean isSame(HeadLayer one, HeadLayer other) {
        return one.head().camera().equals(other.head().camera())
                && one.head().name().equals(other.head().name());
    }

    private static HeadResult result(Head head, List<Score> scores) {
        return new HeadResult(head.name(), head.version(), labelScores(scores));
    }
}
