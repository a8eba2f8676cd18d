package io.framewatch.operator;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.Head;
import io.framewatch.classify.HeadLayer;
import io.framewatch.classify.ImageBatch;
import io.framewatch.classify.InvalidModelException;
import io.framewatch.classify.Score;
import io.framewatch.event.HeadResult;
import io.framewatch.event.LabelScore;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The heads of all cameras on one model. Immutable and thread-safe. */
final class CameraHeads {

    private static final Logger LOG = LoggerFactory.getLogger(CameraHeads.class);

    private final Map<String, List<HeadLayer>> layersByCamera;

    private CameraHeads(Map<String, List<HeadLayer>> layersByCamera) {
        this.layersByCamera = layersByCamera;
    }

    /**
     * Puts heads on a model.
     *
     * @throws InvalidModelException if one of them was taught on another model
     */
    static CameraHeads of(List<Head> heads, Classifier backbone) throws InvalidModelException {
        Map<String, List<HeadLayer>> layers = new HashMap<>();
        for (Head head : heads) {
            layers.computeIfAbsent(head.camera(), camera -> new ArrayList<>())
                    .add(HeadLayer.of(head, backbone));
        }
        return new CameraHeads(layers);
    }

    /** Puts those heads on a model that were taught on it; the others are set aside. */
    static CameraHeads fitting(List<Head> heads, Classifier backbone) {
        Map<String, List<HeadLayer>> layers = new HashMap<>();
        for (Head head : heads) {
            try {
                HeadLayer layer = HeadLayer.of(head, backbone);
                layers.computeIfAbsent(head.camera(), camera -> new ArrayList<>()).add(layer);
            } catch (InvalidModelException e) {
                LOG.warn("Head {} is set aside: {}", head.name(), e.getMessage());
            }
        }
        return new CameraHeads(layers);
    }

    /** Whether a camera has a head. */
    boolean has(String camera) {
        return layersByCamera.containsKey(camera);
    }

    /**
     * What the heads of a camera say of an image.
     *
     * @param images classified, and with embeddings if the camera has a head
     * @param image number of the camera's image in the batch
     */
    List<HeadResult> results(String camera, ImageBatch images, int image) {
        if (!has(camera)) {
            return List.of();
        }
        FloatBuffer embedding = images.embedding(image);
        return layersByCamera.get(camera).stream()
                .map(layer -> result(layer.head(), layer.scores(embedding)))
                .toList();
    }

    static List<LabelScore> labelScores(List<Score> scores) {
        return scores.stream()
                .map(score -> new LabelScore(score.label(), score.probability()))
                .toList();
    }

    private static HeadResult result(Head head, List<Score> scores) {
        return new HeadResult(head.name(), head.version(), labelScores(scores));
    }
}
