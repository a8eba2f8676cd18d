package io.framewatch.cli.teach;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.Head;
import io.framewatch.cli.CommandException;
import io.framewatch.training.head.ClassRecall;
import io.framewatch.training.head.CrossValidatedHead;
import io.framewatch.training.head.HeldOutTest;
import io.framewatch.training.head.LabelledSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a data set, computes its embeddings, and trains and tests a head.
 *
 * @param max maximum number of pictures of each source to train on
 * @param progress receives a line for each step and each picture that cannot be used
 */
record HeadTraining(int max, Consumer<String> progress) {

    /** Test sets are read whole. The sampler holds twice as many. */
    private static final int UNLIMITED = Integer.MAX_VALUE / 4;

    /** A head, and its figures on the test set if there is one. */
    record Result(Head head, Optional<HeldOutTest> test) {}

    /**
     * Trains a head.
     *
     * @param name name of the head
     * @param camera the camera that it is for
     * @param model computes the embeddings; closed at the end
     * @param training sources of each state's pictures, at least two states
     * @param tests sources of test pictures, by state; may be empty
     * @throws CommandException if a source cannot be read, a state has too few pictures, or the
     *     model gives no embedding
     */
    Result run(
            String name,
            String camera,
            Classifier model,
            Map<String, List<FrameSource>> training,
            Map<String, List<FrameSource>> tests)
            throws CommandException, InterruptedException {
        Head.Backbone backbone =
                new Head.Backbone(
                        model.manifest().name(), model.manifest().version(), model.sha256());
        try (Embedder embedder = new Embedder(model)) {
            List<LabelledSet> dataSet = new ArrayList<>();
            for (String label : training.keySet()) {
                dataSet.add(requireEnough(read(embedder, label, training.get(label), max)));
            }
            progress.accept("training");
            CrossValidatedHead trained = CrossValidatedHead.train(dataSet);
            Head head = new HeadIdentity(name, camera, backbone).of(trained, Instant.now());
            return new Result(head, test(embedder, head, trained, tests));
        }
    }

    private Optional<HeldOutTest> test(
            Embedder embedder,
            Head head,
            CrossValidatedHead trained,
            Map<String, List<FrameSource>> tests)
            throws CommandException, InterruptedException {
        if (tests.isEmpty()) {
            return Optional.empty();
        }
        List<ClassRecall> tested = new ArrayList<>();
        for (String label : tests.keySet()) {
            LabelledSet set = read(embedder, label, tests.get(label), UNLIMITED);
            if (set.size() == 0) {
                throw new CommandException("test of state " + label + " has no sound pictures");
            }
            tested.add(embedder.recall(head, set));
        }
        return Optional.of(HeldOutTest.of(trained.recalls(), tested));
    }

    private LabelledSet read(
            Embedder embedder, String label, List<FrameSource> sources, int maxOfEach)
            throws CommandException, InterruptedException {
        List<TimedFrame> frames = new ArrayList<>();
        for (FrameSource source : sources) {
            frames.addAll(source.read(maxOfEach, progress));
        }
        LabelledSet set = embedder.embed(label, frames, progress);
        progress.accept("%s: %d pictures".formatted(label, set.size()));
        return set;
    }

    private static LabelledSet requireEnough(LabelledSet set) throws CommandException {
        if (set.size() < CrossValidatedHead.MIN_PICTURES) {
            throw new CommandException(
                    "state %s has %d pictures: must be at least %d"
                            .formatted(set.label(), set.size(), CrossValidatedHead.MIN_PICTURES));
        }
        return set;
    }
}
