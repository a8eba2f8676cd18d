package io.framewatch.benchmark;

import io.framewatch.classify.Classifier;
import io.framewatch.classify.Head;
import io.framewatch.classify.HeadLayer;
import io.framewatch.classify.ImageBatch;
import io.framewatch.classify.ModelFiles;
import io.framewatch.classify.Score;
import io.framewatch.classify.UndecodableImageException;
import io.framewatch.event.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The alerts of one camera's frames by the rules that the demo has for each label: three frames in
 * a row at the enter score start one, a frame below the exit score ends it. Not thread-safe.
 */
final class ClipAlerts implements AutoCloseable {

    private static final int FRAMES = 3;
    private static final Set<String> NOTHING = Set.of("other", "empty");

    private final Classifier classifier;
    private final HeadLayer head;
    private final ImageBatch batch;
    private final Map<String, Streak> streaks = new HashMap<>();
    private final List<Alert> alerts = new ArrayList<>();
    private final double enter;
    private final double exit;

    /**
     * An alert.
     *
     * @param label what it is about
     * @param from time of its first frame, in microseconds of the video
     * @param to time of its last frame
     */
    record Alert(String label, long from, long to) {

        private boolean overlaps(Alert other) {
            return label.equals(other.label) && from <= other.to && other.from <= to;
        }
    }

    private record Streak(int frames, long from, long to) {}

    private ClipAlerts(Classifier classifier, HeadLayer head) {
        this.classifier = classifier;
        this.head = head;
        this.batch = classifier.newBatch(1);
        this.enter = head == null ? 0.6 : 0.8;
        this.exit = head == null ? 0.4 : 0.5;
        batch.wantEmbeddings(head != null);
    }

    /** By the labels of a model. */
    static ClipAlerts ofModel(Path model) throws Exception {
        return new ClipAlerts(Classifier.open(ModelFiles.of(model)), null);
    }

    /** By the labels of a head. */
    static ClipAlerts ofHead(Path model, Path head) throws Exception {
        Classifier classifier = Classifier.open(ModelFiles.of(model));
        return new ClipAlerts(classifier, HeadLayer.of(Head.read(ModelFiles.of(head)), classifier));
    }

    /** How many alerts have none of the same label beside them at any of their times. */
    static long missing(List<Alert> expected, List<Alert> found) {
        return expected.stream().filter(alert -> found.stream().noneMatch(alert::overlaps)).count();
    }

    /** Takes the camera's next frame. */
    void add(Frame frame) throws IOException {
        for (Score score : scores(frame.image().bytes())) {
            if (!NOTHING.contains(score.label())) {
                add(score, frame.ptsMicros());
            }
        }
    }

    /** The alerts so far, and those that have not ended. */
    List<Alert> alerts() {
        List<Alert> all = new ArrayList<>(alerts);
        streaks.forEach((label, streak) -> addIfLong(label, streak, all));
        return all;
    }

    @Override
    public void close() {
        batch.close();
        classifier.close();
    }

    private List<Score> scores(byte[] jpeg) throws IOException {
        batch.clear();
        try {
            batch.addJpeg(jpeg);
        } catch (UndecodableImageException e) {
            throw new IOException("a frame cannot be decoded", e);
        }
        List<Score> scores =
                classifier.classify(batch, classifier.manifest().labels().size()).get(0);
        return head == null ? scores : head.scores(batch.embedding(0));
    }

    private void add(Score score, long micros) {
        Streak streak = streaks.get(score.label());
        boolean active = streak != null && streak.frames >= FRAMES;
        if (score.probability() >= (active ? exit : enter)) {
            long from = streak == null ? micros : streak.from;
            int frames = streak == null ? 1 : streak.frames + 1;
            streaks.put(score.label(), new Streak(frames, from, micros));
        } else if (streak != null) {
            streaks.remove(score.label());
            addIfLong(score.label(), streak, alerts);
        }
    }

    private static void addIfLong(String label, Streak streak, List<Alert> alerts) {
        if (streak.frames >= FRAMES) {
            alerts.add(new Alert(label, streak.from, streak.to));
        }
    }
}
