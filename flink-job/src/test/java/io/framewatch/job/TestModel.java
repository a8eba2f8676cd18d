package io.framewatch.job;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.ImageBatch;
import io.framewatch.classify.ModelFiles;
import io.framewatch.classify.Score;
import io.framewatch.mobileformer.ModelDescription;
import io.framewatch.mobileformer.ModelFolder;
import io.framewatch.mobileformer.Variant;
import io.framewatch.mobileformer.Weights;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A Mobile-Former with untrained weights, and the label by which it tells the two test images apart
 * best.
 *
 * @param folder the model folder
 * @param label a label that scores higher for {@link TestImages#BUSY} than for {@link
 *     TestImages#QUIET}
 * @param threshold a score between the two
 */
record TestModel(Path folder, String label, float threshold) {

    static TestModel write(Path folder) throws Exception {
        Variant variant = Variant.named("26m");
        ModelFolder.write(
                folder,
                variant,
                Weights.untrained(variant, 1),
                ModelDescription.untrained(variant));
        try (Classifier classifier = Classifier.open(ModelFiles.of(folder))) {
            Map<String, Float> busy = scores(classifier, TestImages.BUSY);
            Map<String, Float> quiet = scores(classifier, TestImages.QUIET);
            String label =
                    busy.keySet().stream()
                            .max(Comparator.comparing(l -> busy.get(l) - quiet.get(l)))
                            .orElseThrow();
            return new TestModel(folder, label, (busy.get(label) + quiet.get(label)) / 2);
        }
    }

    private static Map<String, Float> scores(Classifier classifier, byte[] jpeg) throws Exception {
        try (ImageBatch batch = classifier.newBatch(1)) {
            batch.addJpeg(jpeg);
            List<Score> scores = classifier.classify(batch, Integer.MAX_VALUE).get(0);
            Map<String, Float> byLabel = new HashMap<>();
            scores.forEach(score -> byLabel.put(score.label(), score.probability()));
            return byLabel;
        }
    }
}
