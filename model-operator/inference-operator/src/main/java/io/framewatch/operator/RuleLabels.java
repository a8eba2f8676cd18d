package io.framewatch.operator;

import io.framewatch.classify.ModelManifest;
import java.util.List;

/**
 * The labels that rules watch now: those of the options, which stay, and those of rules that come
 * and go. A label that once was watched goes on being watched until the task is restarted, because
 * frames of that time may come again. Written by the task's thread, read by any.
 */
final class RuleLabels {

    private final WatchedLabels configured;
    private volatile WatchedLabels required;
    private volatile WatchedLabels watched;

    /**
     * @param configured labels of the options
     * @param others labels of rules that are there already: the first model need not have them
     */
    RuleLabels(WatchedLabels configured, WatchedLabels others) {
        this.configured = configured;
        this.required = configured;
        this.watched = configured.with(others.allOptional());
    }

    /**
     * Takes the labels of the rules that come and go.
     *
     * @return whether there are new ones among them
     */
    boolean watch(WatchedLabels others) {
        WatchedLabels before = watched;
        required = configured.with(new WatchedLabels(others.required(), List.of()));
        watched = before.with(others.allOptional());
        return !watched.equals(before);
    }

    /** The indexes of their labels in those of a model, as far as it has them. */
    int[] indexesIn(ModelManifest model) {
        return watched.indexesIn(model);
    }

    /** Those that a model lacks. */
    List<String> missingIn(ModelManifest model) {
        return watched.missingIn(model);
    }

    /**
     * Refuses a model that is to serve and lacks a label without which none may.
     *
     * @throws IllegalArgumentException with the label
     */
    void requireIn(ModelManifest model) {
        required.requireIn(model);
    }
}
