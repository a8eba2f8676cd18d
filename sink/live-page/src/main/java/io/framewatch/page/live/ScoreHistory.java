package io.framewatch.page.live;

import io.framewatch.event.Classification;
import io.framewatch.event.HeadResult;
import io.framewatch.event.LabelScore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The scores of one camera over a stretch of time, in steps: of each label the highest score of
 * each step. Memory is bounded: of many labels, those with the highest scores are kept. Results may
 * come in any order and repeatedly. Not thread-safe.
 */
public final class ScoreHistory {

    private static final int MAX_SERIES = 12;

    private final long stepMillis;
    private final int steps;
    private final Map<String, float[]> series = new TreeMap<>();
    private long newest = Long.MIN_VALUE;

    /**
     * The scores of a time.
     *
     * @param from begin of the first step, milliseconds since the epoch
     * @param step milliseconds of a step
     * @param series of each label, or head and label with a slash between, a score for each step;
     *     null for a step without
     */
    public record Scores(long from, long step, Map<String, List<Float>> series) {}

    /**
     * @param length how far it goes back
     * @param step length of a step
     */
    public ScoreHistory(Duration length, Duration step) {
        stepMillis = step.toMillis();
        steps = Math.toIntExact(length.toMillis() / stepMillis);
    }

    /** Takes a result. */
    public void add(Classification result) {
        long step = Math.floorDiv(result.captureTime().toEpochMilli(), stepMillis);
        if (newest != Long.MIN_VALUE && step <= newest - steps) {
            return; // too old
        }
        advance(step);
        for (LabelScore score : result.scores().top()) {
            put(score.label(), score.score(), step);
        }
        for (HeadResult head : result.scores().heads()) {
            head.scores()
                    .forEach(score -> put(head.name() + "/" + score.label(), score.score(), step));
        }
    }

    /** The scores so far. */
    public Scores scores() {
        Map<String, List<Float>> copies = new TreeMap<>();
        if (newest == Long.MIN_VALUE) {
            return new Scores(0, stepMillis, copies);
        }
        long first = newest - steps + 1;
        series.forEach((label, values) -> copies.put(label, copy(values, first)));
        return new Scores(first * stepMillis, stepMillis, copies);
    }

    private List<Float> copy(float[] values, long first) {
        List<Float> copy = new ArrayList<>(steps);
        for (long step = first; step <= newest; step++) {
            float value = values[slot(step)];
            copy.add(Float.isNaN(value) ? null : value);
        }
        return copy;
    }

    private void put(String label, float score, long step) {
        float[] values = series.get(label);
        if (values == null) {
            if (series.size() >= MAX_SERIES && !dropLowest(score)) {
                return;
            }
            values = new float[steps];
            Arrays.fill(values, Float.NaN);
            series.put(label, values);
        }
        int slot = slot(step);
        values[slot] = Float.isNaN(values[slot]) ? score : Math.max(values[slot], score);
    }

    /** Makes room for a label if another has been lower all the time. */
    private boolean dropLowest(float score) {
        String lowest = null;
        float bound = score;
        for (Map.Entry<String, float[]> entry : series.entrySet()) {
            float highest = highest(entry.getValue());
            if (highest < bound) {
                bound = highest;
                lowest = entry.getKey();
            }
        }
        return lowest != null && series.remove(lowest) != null;
    }

    private static float highest(float[] values) {
        float highest = 0;
        for (float value : values) {
            highest = Float.isNaN(value) ? highest : Math.max(highest, value);
        }
        return highest;
    }

    private void advance(long step) {
        if (newest == Long.MIN_VALUE) {
            newest = step;
            return;
        }
        long last = Math.min(step, newest + steps);
        for (long next = newest + 1; next <= last; next++) {
            int slot = slot(next);
            series.values().forEach(values -> values[slot] = Float.NaN);
        }
        newest = Math.max(newest, step);
    }

    private int slot(long step) {
        return (int) Math.floorMod(step, (long) steps);
    }
}
