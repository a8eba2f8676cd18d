package io.framewatch.cli.model;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.ImageBatch;
import io.framewatch.classify.ModelManifest;
import io.framewatch.classify.Score;
import io.framewatch.classify.UndecodableImageException;
import io.framewatch.cli.CommandException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A classifier and its batch, for one thread at a time. */
final class ClassifierLane implements AutoCloseable {

    private final Classifier classifier;
    private final ImageBatch batch;

    private ClassifierLane(Classifier classifier, int capacity) {
        this.classifier = classifier;
        this.batch = classifier.newBatch(capacity);
    }

    static ClassifierLane open(Path model, int capacity) throws CommandException {
        return new ClassifierLane(OpenModel.in(model, model), capacity);
    }

    ModelManifest manifest() {
        return classifier.manifest();
    }

    /**
     * Classifies at most as many files as the batch has room for.
     *
     * @param always labels whose scores are given even if they are not among the best, by index
     * @return the result of each, in their order
     */
    List<ClassifiedImage> classify(List<Path> files, int top, int... always) {
        batch.clear();
        Map<Integer, String> problems = new TreeMap<>();
        for (int i = 0; i < files.size(); i++) {
            try {
                batch.addRgb(CentreCrop.of(ImageFile.read(files.get(i))));
            } catch (UndecodableImageException e) {
                problems.put(i, e.getMessage());
            }
        }
        Iterator<List<Score>> scores =
                batch.size() == 0
                        ? List.<List<Score>>of().iterator()
                        : classifier.classify(batch, top, always).iterator();
        List<ClassifiedImage> results = new ArrayList<>(files.size());
        for (int i = 0; i < files.size(); i++) {
            String problem = problems.get(i);
            List<Score> best = problem == null ? scores.next() : List.of();
            results.add(new ClassifiedImage(files.get(i), best, problem));
        }
        return results;
    }

    @Override
    public void close() {
        batch.close();
        classifier.close();
    }
}
