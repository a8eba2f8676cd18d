package io.framewatch.operator;

import io.framewatch.classify.ImageBatch;
import io.framewatch.classify.ModelManifest;
import io.framewatch.classify.Score;
import io.framewatch.classify.UndecodableImageException;
import io.framewatch.event.CameraId;
import io.framewatch.event.Classification;
import io.framewatch.event.Frame;
import io.framewatch.event.LabelScore;
import io.framewatch.event.ModelAgreement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model that classifies a share of the frames beside the active one and is compared with it. The
 * ids of frames decide which ones, so that all subtasks and restarts choose the same. Not
 * thread-safe.
 */
final class Shadow implements AutoCloseable {

    private static final int STEPS = 10_000;

    private final LoadedModel model;
    private final double share;
    private final ImageBatch images;
    private final List<Integer> places = new ArrayList<>();
    private final Map<CameraId, Comparison> comparisons = new TreeMap<>();

    /**
     * @param share of the frames that it classifies, above 0 and at most 1
     */
    Shadow(LoadedModel model, double share, int maxBatch) {
        this.model = model;
        this.share = share;
        this.images = model.classifier().newBatch(maxBatch);
    }

    /** How two models agree on the frames of one camera. */
    private static final class Comparison {
        private final Instant from;
        private Instant to;
        private long frames;
        private long agreeing;
        private double difference;

        private Comparison(Instant from) {
            this.from = from;
        }
    }

    LoadedModel model() {
        return model;
    }

    /**
     * Takes a frame that the active model has taken, if it is one of the share.
     *
     * @param place of the frame in the active model's batch
     */
    void offer(Frame frame, int place) {
        int step = Math.floorMod(frame.id().toString().hashCode() * 0x9E3779B1, STEPS);
        if (step >= share * STEPS) {
            return;
        }
        try {
            Frame.Image image = frame.image();
            switch (image.encoding()) {
                case JPEG -> images.addJpeg(image.bytes());
                case RGB -> images.addRgb(image.bytes());
            }
            places.add(place);
        } catch (UndecodableImageException e) {
            // The active model took the frame, so the fault is the shadow's.
            throw new IllegalStateException("cannot take a sound frame: " + e.getMessage(), e);
        }
    }

    /**
     * Classifies what it has taken and compares.
     *
     * @param results of the active model's batch
     * @throws IllegalStateException if the model fails
     */
    void compare(List<Classification> results, Instant now) {
        if (images.size() == 0) {
            return;
        }
        ModelManifest manifest = model.classifier().manifest();
        List<List<Score>> scores = model.classifier().classify(images, manifest.labels().size());
        for (int i = 0; i < places.size(); i++) {
            count(results.get(places.get(i)), scores.get(i), now);
        }
        images.clear();
        places.clear();
    }

    private void count(Classification active, List<Score> shadow, Instant now) {
        Comparison comparison =
                comparisons.computeIfAbsent(active.camera(), camera -> new Comparison(now));
        LabelScore best = active.scores().top().get(0);
        float score = 0;
        for (Score own : shadow) {
            if (own.label().equals(best.label())) {
                score = own.probability();
            }
        }
        comparison.to = now;
        comparison.frames++;
        comparison.agreeing += shadow.get(0).label().equals(best.label()) ? 1 : 0;
        comparison.difference += Math.abs(best.score() - score);
    }

    /** The figures since the last call, one record a camera. */
    List<ModelAgreement> agreements(LoadedModel active) {
        List<ModelAgreement> agreements = new ArrayList<>();
        comparisons.forEach(
                (camera, comparison) ->
                        agreements.add(
                                new ModelAgreement(
                                        new ModelAgreement.Models(
                                                model.name(),
                                                model.version(),
                                                active.name(),
                                                active.version()),
                                        camera,
                                        new ModelAgreement.Comparison(
                                                comparison.frames,
                                                comparison.agreeing,
                                                comparison.difference / comparison.frames),
                                        comparison.from,
                                        comparison.to)));
        comparisons.clear();
        return agreements;
    }

    @Override
    public void close() {
        images.close();
        model.close();
    }
}
