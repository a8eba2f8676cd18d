package io.framewatch.cli.teach;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.Head;
import io.framewatch.cli.CommandException;
import io.framewatch.training.head.HeadTrainer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Reads pictures, lets a model look at them, and trains and tests a head.
 *
 * @param most most pictures of a source to teach from
 * @param progress receives a line for each step and each picture that cannot be used
 */
record Teaching(int most, Consumer<String> progress) {

    /** A head and how it did on pictures that it was not taught from; empty if there were none. */
    record Taught(Head head, Optional<HeldOutTest> test) {}

    /**
     * Teaches a head.
     *
     * @param name name of the head
     * @param camera the camera that it is for
     * @param model looks at the pictures; closed at the end
     * @param states sources of each state's pictures, at least two states
     * @param tests sources of pictures to test with, by state; may be empty
     * @throws CommandException if a source cannot be read, a state has too few pictures, or the
     *     model gives no embedding
     */
    Taught of(
            String name,
            String camera,
            Classifier model,
            Map<String, List<PictureSource>> states,
            Map<String, List<PictureSource>> tests)
            throws CommandException, InterruptedException {
        Head.Backbone backbone =
                new Head.Backbone(
                        model.manifest().name(), model.manifest().version(), model.sha256());
        try (Teacher teacher = new Teacher(model)) {
            List<Lesson> lessons = new ArrayList<>();
            for (String label : states.keySet()) {
                lessons.add(requireEnough(look(teacher, label, states.get(label), most)));
            }
            progress.accept("training");
            Head head = new Lecture(name, camera, backbone).give(lessons, Instant.now());
            return new Taught(head, test(teacher, head, lessons, tests));
        }
    }

    private Optional<HeldOutTest> test(
            Teacher teacher,
            Head head,
            List<Lesson> lessons,
            Map<String, List<PictureSource>> tests)
            throws CommandException, InterruptedException {
        if (tests.isEmpty()) {
            return Optional.empty();
        }
        List<Recognition> tested = new ArrayList<>();
        for (String label : tests.keySet()) {
            Lesson unseen = look(teacher, label, tests.get(label), Integer.MAX_VALUE / 4);
            if (unseen.size() == 0) {
                throw new CommandException("test of state " + label + " has no sound pictures");
            }
            tested.add(new Recognition(unseen, teacher.recognised(head, unseen)));
        }
        List<Recognition> crossValidated =
                IntStream.range(0, lessons.size())
                        .mapToObj(
                                i ->
                                        new Recognition(
                                                lessons.get(i), head.states().get(i).recognised()))
                        .toList();
        return Optional.of(HeldOutTest.of(crossValidated, tested));
    }

    private Lesson look(Teacher teacher, String label, List<PictureSource> sources, int most)
            throws CommandException, InterruptedException {
        List<Picture> pictures = new ArrayList<>();
        for (PictureSource source : sources) {
            pictures.addAll(source.read(most, progress));
        }
        Lesson lesson = teacher.look(label, pictures, progress);
        progress.accept("%s: %d pictures".formatted(label, lesson.size()));
        return lesson;
    }

    private static Lesson requireEnough(Lesson lesson) throws CommandException {
        if (lesson.size() < HeadTrainer.MIN_PICTURES) {
            throw new CommandException(
                    "state %s has %d pictures: must be at least %d"
                            .formatted(lesson.label(), lesson.size(), HeadTrainer.MIN_PICTURES));
        }
        return lesson;
    }
}
